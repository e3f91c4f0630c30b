<?xml version="1.0" encoding="UTF-8"?>
<!-- A chapter: the opener with its row of the cover, then the fiches. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fp="urn:fichepress:1" xmlns:b="urn:fichepress:brochure:1" exclude-result-prefixes="b">

  <xsl:template match="b:chapter">
    <xsl:variable name="subject" select="key('subject', @subject)"/>
    <fo:page-sequence master-reference="chapter-{count(preceding-sibling::*) + 1}" force-page-count="no-force">
      <xsl:call-template name="heads"><xsl:with-param name="number" select="@number"/></xsl:call-template>
      <xsl:call-template name="opener-head">
        <xsl:with-param name="region" select="'opener-right-head'"/>
        <xsl:with-param name="left" select="$inner"/>
        <xsl:with-param name="edge" select="$page-width - $thumb-width"/>
      </xsl:call-template>
      <xsl:call-template name="opener-head">
        <xsl:with-param name="region" select="'opener-left-head'"/>
        <xsl:with-param name="left" select="0"/>
        <xsl:with-param name="edge" select="0"/>
      </xsl:call-template>
      <fo:flow flow-name="xsl-region-body" xsl:use-attribute-sets="text" color="{$ink}">
        <fo:block xsl:use-attribute-sets="opener-title" id="{@id}" fp:at="{$subject/@at}">
          <xsl:if test="string-length($subject/@label) &gt; 40">
            <xsl:attribute name="font-size"><xsl:value-of select="22 * $pt"/>pt</xsl:attribute>
            <xsl:attribute name="line-height"><xsl:value-of select="2 * $u"/>pt</xsl:attribute>
          </xsl:if>
          <xsl:call-template name="markers"><xsl:with-param name="subject" select="string($subject/@label)"/></xsl:call-template>
          <xsl:call-template name="title-text"><xsl:with-param name="text" select="string($subject/@label)"/><xsl:with-param name="together" select="14"/></xsl:call-template>
        </fo:block>
        <xsl:if test="@number &lt;= 9">
          <fo:block xsl:use-attribute-sets="lead">
            <xsl:call-template name="say"><xsl:with-param name="key" select="concat('summary.', @number)"/></xsl:call-template>
          </fo:block>
        </xsl:if>
        <xsl:call-template name="opener-table"/>
        <xsl:apply-templates select="b:fiche"/>
      </fo:flow>
    </fo:page-sequence>
  </xsl:template>

  <!-- The subject's row of the cover at the height of its thumb, the tile on it. -->
  <xsl:template name="opener-head">
    <xsl:param name="region"/>
    <xsl:param name="left"/>
    <xsl:param name="edge"/>
    <fo:static-content flow-name="{$region}">
      <fo:block-container xsl:use-attribute-sets="placed" left="{$left}pt" top="{$head + 4 * $u * ((@number - 1) mod 9)}pt" width="{$field-width}pt" height="{$thumb-height}pt">
        <xsl:call-template name="field">
          <xsl:with-param name="width" select="$field-width"/>
          <xsl:with-param name="height" select="$thumb-height"/>
          <xsl:with-param name="of" select="$rows[@subject = current()/@subject]"/>
        </xsl:call-template>
      </fo:block-container>
      <!-- White beside the tile, so that it is one on a full row too. -->
      <fo:block-container xsl:use-attribute-sets="placed" left="{$edge - $gap * number($edge &gt; 0)}pt" top="{$head + 4 * $u * ((@number - 1) mod 9)}pt"
          width="{$thumb-width + $gap}pt" height="{$thumb-height}pt" background-color="#FFFFFF"><fo:block/></fo:block-container>
      <xsl:call-template name="thumb">
        <xsl:with-param name="number" select="@number"/>
        <xsl:with-param name="left" select="$edge"/>
      </xsl:call-template>
      <xsl:call-template name="folio"><xsl:with-param name="left" select="$edge"/></xsl:call-template>
    </fo:static-content>
  </xsl:template>

  <xsl:template name="opener-table">
    <fo:table xsl:use-attribute-sets="table" space-before="{1.5 * $u}pt">
      <fo:table-column column-width="{11 * $u}pt"/>
      <fo:table-column column-width="{9.5 * $u}pt"/>
      <fo:table-column column-width="{2.5 * $u}pt"/>
      <fo:table-header>
        <fo:table-row>
          <fo:table-cell xsl:use-attribute-sets="cell-head"><fo:block><xsl:call-template name="say"><xsl:with-param name="key" select="'opener.status'"/></xsl:call-template></fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="cell-head"><fo:block><xsl:call-template name="say"><xsl:with-param name="key" select="'fiche'"/></xsl:call-template></fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="cell-head" padding-end="0pt"><fo:block text-align="end"><xsl:call-template name="say"><xsl:with-param name="key" select="'page'"/></xsl:call-template></fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="b:fiche">
          <fo:table-row keep-together.within-column="always">
            <fo:table-cell xsl:use-attribute-sets="cell-row"><fo:block><xsl:apply-templates select="b:applies" mode="words"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row">
              <fo:block><xsl:copy-of select="@xml:lang"/><fo:basic-link internal-destination="fiche-{@id}"><xsl:value-of select="b:title"/></fo:basic-link></fo:block>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row" padding-end="0pt">
              <fo:block text-align="end"><fo:basic-link internal-destination="fiche-{@id}"><fo:page-number-citation ref-id="fiche-{@id}"/></fo:basic-link></fo:block>
            </fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>
</xsl:stylesheet>
