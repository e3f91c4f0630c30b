<?xml version="1.0" encoding="UTF-8"?>
<!-- One unit, across and down: every measure of the print edition is a multiple of it. Where a measure was drawn in mm or pt,
     $mm and $pt are that mm and pt at the size of the page that is printed. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:param name="large" select="0"/> <!-- 1: large print on A4 -->
  <xsl:param name="u" select="13 + 5.38 * $large"/> <!-- pt -->
  <xsl:variable name="pt" select="$u div 13"/>
  <xsl:variable name="mm" select="$pt * 72 div 25.4"/>
  <xsl:param name="page-width" select="148 * $mm * (1 - $large) + 595.28 * $large"/> <!-- pt -->
  <xsl:param name="page-height" select="210 * $mm * (1 - $large) + 841.89 * $large"/>

  <xsl:variable name="measure" select="23 * $u"/> <!-- width of the text -->
  <xsl:variable name="depth" select="36 * $u"/>   <!-- its height -->
  <xsl:variable name="inner" select="18 * $mm"/>
  <xsl:variable name="outer" select="$page-width - $inner - $measure"/>
  <xsl:variable name="head" select="20 * $mm"/>
  <xsl:variable name="foot" select="$page-height - $head - $depth"/>

  <xsl:variable name="thumb-width" select="2 * $u"/>
  <xsl:variable name="thumb-height" select="3.9 * $u"/>
  <xsl:variable name="gap" select="0.1 * $u"/>                 <!-- white between cells of the field -->
  <xsl:variable name="field-width" select="$page-width - $inner"/>
  <xsl:variable name="field-height" select="27 * $u"/>
</xsl:stylesheet>
