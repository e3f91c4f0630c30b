<?xml version="1.0" encoding="UTF-8"?>
<!-- The brochure as one XHTML document, in the order and with the ids of the print edition; docs/epub.md says how it is cut. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:epub="http://www.idpf.org/2007/ops" xmlns:b="urn:fichepress:brochure:1" xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:t="urn:fichepress:text:1" exclude-result-prefixes="b h t">

  <xsl:include href="common.xsl"/>
  <xsl:include href="gaps.xsl"/>
  <xsl:include href="xhtml/front.xsl"/>
  <xsl:include href="xhtml/agreement.xsl"/>
  <xsl:include href="xhtml/fiche.xsl"/>
  <xsl:include href="xhtml/back.xsl"/>

  <xsl:output method="xml" encoding="UTF-8"/>

  <!-- head: only what describes the publication, which a PDF asks for too. -->
  <xsl:param name="part" select="'whole'"/>

  <xsl:template match="/b:brochure">
    <html xml:lang="{$lang}">
      <head>
        <title><xsl:call-template name="brochure-title"/></title>
        <meta name="accessibilitySummary">
          <xsl:attribute name="content"><xsl:call-template name="say"><xsl:with-param name="key" select="'accessibility.summary'"/></xsl:call-template></xsl:attribute>
        </meta>
        <meta name="series" content="{$edition/@title}"/>
      </head>
      <xsl:if test="$part = 'whole'"><xsl:call-template name="body"/></xsl:if>
    </html>
  </xsl:template>

  <xsl:template name="body">
    <body>
      <xsl:call-template name="cover"/>
      <xsl:call-template name="imprint"/>
      <xsl:call-template name="navigation"/>
      <xsl:call-template name="find"/>
      <xsl:call-template name="agreement-section"/>
      <xsl:apply-templates select="$chapters"/>
      <xsl:call-template name="information"/>
      <xsl:call-template name="contacts"/>
      <xsl:call-template name="forms"/>
      <xsl:call-template name="missing"/>
      <xsl:call-template name="colophon"/>
    </body>
  </xsl:template>

  <xsl:template match="t:em" mode="say"><em><xsl:apply-templates mode="say"/></em></xsl:template>

  <!-- A word as the content of an element. -->
  <xsl:template name="titled">
    <xsl:param name="id"/>
    <xsl:param name="key" select="concat($id, '.title')"/>
    <h1><xsl:call-template name="say"><xsl:with-param name="key" select="$key"/></xsl:call-template></h1>
  </xsl:template>

  <xsl:template name="paragraph">
    <xsl:param name="key"/>
    <xsl:param name="number"/>
    <xsl:param name="other"/>
    <p>
      <xsl:call-template name="say">
        <xsl:with-param name="key" select="$key"/>
        <xsl:with-param name="number" select="$number"/>
        <xsl:with-param name="other" select="$other"/>
      </xsl:call-template>
    </p>
  </xsl:template>

  <xsl:template name="th">
    <xsl:param name="key"/>
    <th scope="col"><xsl:call-template name="say"><xsl:with-param name="key" select="$key"/></xsl:call-template></th>
  </xsl:template>

  <!-- The number of a subject on its colour; a class for each colour, so that the reader's own style can change it. -->
  <xsl:template name="tile">
    <xsl:param name="number"/>
    <span>
      <xsl:attribute name="class">tile <xsl:call-template name="colour"><xsl:with-param name="number" select="$number"/></xsl:call-template></xsl:attribute>
      <xsl:value-of select="$number"/>
    </span>
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template name="colour">
    <xsl:param name="number"/>
    <xsl:choose>
      <xsl:when test="$number &lt;= 9">s<xsl:value-of select="$number"/></xsl:when>
      <xsl:otherwise>s0</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
