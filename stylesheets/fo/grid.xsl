<?xml version="1.0" encoding="UTF-8"?>
<!-- The field: the country's grid as coloured bars, in the measure that its letters give. Cover, openers and colophon use it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions">

  <!-- A fixed table; each cell holds one container with its own width and height, less the gap. Borders of cells would
       change the height of rows from one formatter to the next. -->
  <xsl:template name="field">
    <xsl:param name="width"/>
    <xsl:param name="height"/>
    <xsl:param name="gap" select="$gap"/>
    <xsl:param name="of" select="$rows"/>
    <xsl:variable name="column" select="$width div sum($columns/@weight)"/>
    <xsl:variable name="line" select="$height div sum($lines/@weight)"/>
    <fo:table table-layout="fixed" width="{$width}pt" border-collapse="separate" font-size="1pt" line-height="1pt">
      <xsl:for-each select="$columns"><fo:table-column column-width="{@weight * $column}pt"/></xsl:for-each>
      <fo:table-body>
        <xsl:for-each select="$of">
          <xsl:variable name="at" select="position()"/>
          <xsl:variable name="row-height">
            <xsl:choose>
              <xsl:when test="count($of) = 1"><xsl:value-of select="$height"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="$lines[$at]/@weight * $line"/></xsl:otherwise>
            </xsl:choose>
          </xsl:variable>
          <xsl:variable name="bar-height" select="$row-height - $gap * number(position() != last())"/>
          <fo:table-row height="{$row-height}pt">
            <xsl:for-each select="bar">
              <fo:table-cell number-columns-spanned="{@span}">
                <fo:block-container width="{@weight * $column - $gap * number(position() != last())}pt" height="{$bar-height}pt" background-color="{@fill}"><fo:block/></fo:block-container>
              </fo:table-cell>
            </xsl:for-each>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- A square with the number of a subject; before a name it takes a room of 1.5u. -->
  <xsl:template name="tile-before">
    <xsl:param name="number"/>
    <xsl:param name="room" select="1.5 * $u"/>
    <xsl:call-template name="tile"><xsl:with-param name="number" select="$number"/></xsl:call-template>
    <fo:leader leader-pattern="space" leader-length="{$room - (5 + 4.4 * string-length($number)) * $pt}pt"/>
  </xsl:template>

  <xsl:template name="tile">
    <xsl:param name="number"/>
    <fo:inline font-family="Brochure Find" font-size="{7.4 * $pt}pt" font-weight="700" color="#FFFFFF" padding-start="{2.5 * $pt}pt" padding-end="{2.5 * $pt}pt">
      <xsl:attribute name="background-color"><xsl:call-template name="tone"><xsl:with-param name="number" select="$number"/></xsl:call-template></xsl:attribute>
      <xsl:value-of select="$number"/>
    </fo:inline>
  </xsl:template>
</xsl:stylesheet>
