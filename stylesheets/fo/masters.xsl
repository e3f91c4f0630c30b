<?xml version="1.0" encoding="UTF-8"?>
<!-- Page masters: the cover, right and left pages, and for each chapter an opener that leaves room for the band. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:b="urn:fichepress:brochure:1" exclude-result-prefixes="b">

  <xsl:template name="masters">
    <fo:layout-master-set>
      <fo:simple-page-master master-name="cover" page-width="{$page-width}pt" page-height="{$page-height}pt"><fo:region-body/></fo:simple-page-master>
      <xsl:call-template name="page-pair"><xsl:with-param name="name" select="'page'"/></xsl:call-template>
      <xsl:for-each select="$chapters"><xsl:apply-templates select="." mode="opener-pair"/></xsl:for-each>
      <fo:page-sequence-master master-name="pages">
        <fo:repeatable-page-master-alternatives>
          <fo:conditional-page-master-reference master-reference="page-right" odd-or-even="odd"/>
          <fo:conditional-page-master-reference master-reference="page-left" odd-or-even="even"/>
        </fo:repeatable-page-master-alternatives>
      </fo:page-sequence-master>
      <xsl:for-each select="$chapters">
        <fo:page-sequence-master master-name="chapter-{position()}">
          <fo:repeatable-page-master-alternatives>
            <fo:conditional-page-master-reference master-reference="opener-{position()}-right" page-position="first" odd-or-even="odd"/>
            <fo:conditional-page-master-reference master-reference="opener-{position()}-left" page-position="first" odd-or-even="even"/>
            <fo:conditional-page-master-reference master-reference="page-right" odd-or-even="odd"/>
            <fo:conditional-page-master-reference master-reference="page-left" odd-or-even="even"/>
          </fo:repeatable-page-master-alternatives>
        </fo:page-sequence-master>
      </xsl:for-each>
    </fo:layout-master-set>
  </xsl:template>

  <!-- A right and a left page whose text begins `above` below the head and ends `below` above the foot. -->
  <xsl:template name="page-pair">
    <xsl:param name="name"/>
    <xsl:param name="region" select="$name"/>
    <xsl:param name="above" select="0"/>
    <xsl:param name="below" select="0"/>
    <fo:simple-page-master master-name="{$name}-right" page-width="{$page-width}pt" page-height="{$page-height}pt">
      <fo:region-body margin-top="{$head + $above}pt" margin-bottom="{$foot + $below}pt" margin-left="{$inner}pt" margin-right="{$outer}pt"/>
      <fo:region-before region-name="{$region}-right-head" extent="{$head}pt"/>
    </fo:simple-page-master>
    <fo:simple-page-master master-name="{$name}-left" page-width="{$page-width}pt" page-height="{$page-height}pt">
      <fo:region-body margin-top="{$head + $above}pt" margin-bottom="{$foot + $below}pt" margin-left="{$outer}pt" margin-right="{$inner}pt"/>
      <fo:region-before region-name="{$region}-left-head" extent="{$head}pt"/>
    </fo:simple-page-master>
  </xsl:template>

  <!-- Text in the lower half when the band is in the upper, at the top when it is in the lower. What needs more than the lower half
       (by the letters that a line of its table holds) begins higher, at the highest right below the band. -->
  <xsl:template match="b:chapter" mode="opener-pair">
    <xsl:variable name="place" select="(@number - 1) mod 9"/>
    <xsl:variable name="lines">
      <xsl:for-each select="b:fiche">
        <xsl:variable name="status"><xsl:apply-templates select="b:applies" mode="words"/></xsl:variable>
        <xsl:variable name="left" select="ceiling(string-length($status) div 29)"/>
        <xsl:variable name="right" select="ceiling(string-length(b:title) div 25)"/>
        <line count="{$left * number($left &gt; $right) + $right * number($right &gt;= $left) + 0.5}"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="title-lines" select="1 + number(string-length(key('subject', @subject)/@label) &gt; 18)"/>
    <xsl:variable name="above" select="36 - 3 * $title-lines - 7 - sum(exsl:node-set($lines)/*/@count)" xmlns:exsl="http://exslt.org/common"/>
    <xsl:variable name="highest" select="5 + 4 * $place"/>
    <xsl:variable name="start">
      <xsl:choose>
        <xsl:when test="$above &gt;= 20"><xsl:value-of select="21"/></xsl:when>
        <xsl:when test="$above &gt; $highest"><xsl:value-of select="$above"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$highest"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:call-template name="page-pair">
      <xsl:with-param name="name" select="concat('opener-', count(preceding-sibling::*) + 1)"/>
      <xsl:with-param name="region" select="'opener'"/>
      <xsl:with-param name="above" select="$u * number($place &lt; 5) * $start"/>
      <xsl:with-param name="below" select="($depth - 4 * $u * $place + $u) * number($place &gt;= 5)"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Folio and running head of the ordinary pages, the thumb tile of a chapter. -->
  <xsl:template name="heads">
    <xsl:param name="number"/> <!-- of the subject; none: no tile -->
    <fo:static-content flow-name="page-right-head">
      <xsl:call-template name="folio"><xsl:with-param name="left" select="$page-width - $thumb-width"/></xsl:call-template>
      <fo:block-container xsl:use-attribute-sets="placed" left="{$inner}pt" top="{10.6 * $mm}pt" width="{$measure}pt" height="{$u}pt">
        <fo:block xsl:use-attribute-sets="fine" text-align="end">
          <fo:retrieve-marker retrieve-class-name="subject" retrieve-position="first-including-carryover" retrieve-boundary="page-sequence"/>
        </fo:block>
      </fo:block-container>
      <xsl:call-template name="thumb">
        <xsl:with-param name="number" select="$number"/>
        <xsl:with-param name="left" select="$page-width - $thumb-width"/>
      </xsl:call-template>
    </fo:static-content>
    <fo:static-content flow-name="page-left-head">
      <xsl:call-template name="folio"><xsl:with-param name="left" select="0"/></xsl:call-template>
      <fo:block-container xsl:use-attribute-sets="placed" left="{$outer}pt" top="{10.6 * $mm}pt" width="{$measure}pt" height="{$u}pt">
        <fo:block xsl:use-attribute-sets="fine">
          <fo:retrieve-marker retrieve-class-name="country" retrieve-position="first-including-carryover" retrieve-boundary="page-sequence"/>
        </fo:block>
      </fo:block-container>
      <xsl:call-template name="thumb">
        <xsl:with-param name="number" select="$number"/>
        <xsl:with-param name="left" select="0"/>
      </xsl:call-template>
    </fo:static-content>
    <fo:static-content flow-name="xsl-footnote-separator">
      <fo:block font-size="{0.5 * $u}pt" line-height="{0.5 * $u}pt"><fo:leader leader-pattern="rule" rule-thickness="{0.4 * $pt}pt" leader-length="{5 * $u}pt"/></fo:block>
    </fo:static-content>
  </xsl:template>

  <xsl:template name="folio">
    <xsl:param name="left"/>
    <fo:block-container xsl:use-attribute-sets="placed" left="{$left}pt" top="{10.2 * $mm}pt" width="{$thumb-width}pt" height="{$u}pt">
      <fo:block xsl:use-attribute-sets="folio"><fo:page-number/></fo:block>
    </fo:block-container>
  </xsl:template>

  <xsl:template name="thumb">
    <xsl:param name="number"/>
    <xsl:param name="left"/>
    <xsl:if test="$number">
      <fo:block-container xsl:use-attribute-sets="placed" left="{$left}pt" top="{$head + 4 * $u * (($number - 1) mod 9)}pt" width="{$thumb-width}pt"
          height="{$thumb-height}pt" display-align="center">
        <xsl:attribute name="background-color"><xsl:call-template name="tone"><xsl:with-param name="number" select="$number"/></xsl:call-template></xsl:attribute>
        <fo:block font-family="Brochure Find" font-size="{10.4 * $pt}pt" line-height="{$u}pt" font-weight="700" color="#FFFFFF" text-align="center">
          <xsl:value-of select="$number"/>
        </fo:block>
      </fo:block-container>
    </xsl:if>
  </xsl:template>

  <!-- What the running heads retrieve. -->
  <xsl:template name="markers">
    <xsl:param name="subject"/>
    <fo:marker marker-class-name="country"><xsl:value-of select="$country/@name"/></fo:marker>
    <fo:marker marker-class-name="subject"><xsl:copy-of select="$subject"/></fo:marker>
  </xsl:template>
</xsl:stylesheet>
