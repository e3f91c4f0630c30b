<?xml version="1.0" encoding="UTF-8"?>
<!-- The brochure as XSL-FO 1.1. What is said and in which order stands here and in the parts of fo/; where it falls on the page is
     the formatter's affair. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xmlns:fp="urn:fichepress:1" xmlns:b="urn:fichepress:brochure:1"
    xmlns:t="urn:fichepress:text:1" exclude-result-prefixes="b t">

  <xsl:include href="common.xsl"/>
  <xsl:include href="gaps.xsl"/>
  <xsl:include href="fo/measures.xsl"/>
  <xsl:include href="fo/attributes.xsl"/>
  <xsl:include href="fo/masters.xsl"/>
  <xsl:include href="fo/grid.xsl"/>
  <xsl:include href="fo/cover.xsl"/>
  <xsl:include href="fo/contents.xsl"/>
  <xsl:include href="fo/find.xsl"/>
  <xsl:include href="fo/timeline.xsl"/>
  <xsl:include href="fo/agreement.xsl"/>
  <xsl:include href="fo/chapter.xsl"/>
  <xsl:include href="fo/fiche.xsl"/>
  <xsl:include href="fo/prose.xsl"/>
  <xsl:include href="fo/contacts.xsl"/>
  <xsl:include href="fo/back.xsl"/>

  <xsl:output method="xml" encoding="UTF-8"/>

  <xsl:template match="/b:brochure">
    <fo:root xml:lang="{$lang}" line-height-shift-adjustment="disregard-shifts">
      <xsl:call-template name="masters"/>
      <xsl:call-template name="bookmarks"/>
      <xsl:call-template name="cover"/>
      <xsl:call-template name="imprint"/>
      <xsl:call-template name="contents"/>
      <xsl:call-template name="find"/>
      <xsl:call-template name="agreement-pages"/>
      <xsl:apply-templates select="$chapters"/>
      <xsl:call-template name="information"/>
      <xsl:call-template name="contacts"/>
      <xsl:call-template name="missing"/>
      <xsl:call-template name="colophon"/>
    </fo:root>
  </xsl:template>

  <xsl:template match="t:em" mode="say"><fo:inline font-style="italic"><xsl:apply-templates mode="say"/></fo:inline></xsl:template>
</xsl:stylesheet>
