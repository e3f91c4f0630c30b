<?xml version="1.0" encoding="UTF-8"?>
<!-- What is missing, in words: whom no fiche is for, and why. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:b="urn:fichepress:brochure:1"
    exclude-result-prefixes="b">

  <!-- For whom a subject has no fiche. -->
  <xsl:template name="gap-statuses">
    <xsl:choose>
      <xsl:when test="count(b:status) &gt; 1 and count(b:status) = count($statuses)">
        <xsl:call-template name="say"><xsl:with-param name="key" select="'applies.all'"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="status-labels"><xsl:with-param name="of" select="b:status"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The reasons of accepted gaps, each once, and the letter by which a gap names its own. -->
  <xsl:variable name="reasons" select="$gaps/b:reason[not(. = ../preceding-sibling::b:gap/b:reason)]"/>

  <xsl:template match="b:reason" mode="letter">
    <xsl:variable name="reason" select="string()"/>
    <xsl:for-each select="$reasons"><xsl:if test=". = $reason"><xsl:number value="position()" format="a"/></xsl:if></xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
