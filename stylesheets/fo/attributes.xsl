<?xml version="1.0" encoding="UTF-8"?>
<!-- The type scale and the few forms that return: heads of tables, callouts, rules. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:attribute-set name="text">
    <xsl:attribute name="font-family">Brochure Text</xsl:attribute>
    <xsl:attribute name="font-size"><xsl:value-of select="10.4 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="line-height"><xsl:value-of select="13 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="font-weight">400</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="find">
    <xsl:attribute name="font-family">Brochure Find</xsl:attribute>
    <xsl:attribute name="font-size"><xsl:value-of select="8.2 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="line-height"><xsl:value-of select="13 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="font-weight">400</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="hyphenate">false</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="fine">
    <xsl:attribute name="font-family">Brochure Find</xsl:attribute>
    <xsl:attribute name="font-size"><xsl:value-of select="7.2 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="line-height"><xsl:value-of select="9.75 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="font-weight">400</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="hyphenate">false</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="lead">
    <xsl:attribute name="font-family">Brochure Text</xsl:attribute>
    <xsl:attribute name="font-size"><xsl:value-of select="13 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="line-height"><xsl:value-of select="19.5 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="hyphenate">false</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="h1" use-attribute-sets="long-words">
    <xsl:attribute name="font-family">Brochure Display</xsl:attribute>
    <xsl:attribute name="font-size"><xsl:value-of select="22 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="line-height"><xsl:value-of select="26 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="letter-spacing"><xsl:value-of select="-0.13 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="font-weight">400</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="role">H1</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-column">always</xsl:attribute>
    <xsl:attribute name="space-after"><xsl:value-of select="6.5 * $pt"/>pt</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="h2" use-attribute-sets="long-words">
    <xsl:attribute name="font-family">Brochure Lining</xsl:attribute>
    <xsl:attribute name="font-size"><xsl:value-of select="15 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="line-height"><xsl:value-of select="19.5 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="font-weight">600</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="role">H2</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-column">always</xsl:attribute>
    <xsl:attribute name="keep-together.within-column">always</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="h3">
    <xsl:attribute name="font-family">Brochure Find</xsl:attribute>
    <xsl:attribute name="font-size"><xsl:value-of select="8.6 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="line-height"><xsl:value-of select="13 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="font-weight">700</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="hyphenate">false</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-column">always</xsl:attribute>
    <xsl:attribute name="keep-together.within-column">always</xsl:attribute>
    <xsl:attribute name="space-before"><xsl:value-of select="13 * $pt"/>pt</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="h4">
    <xsl:attribute name="font-family">Brochure Text</xsl:attribute>
    <xsl:attribute name="font-size"><xsl:value-of select="10.4 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="line-height"><xsl:value-of select="13 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="font-weight">600</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="hyphenate">false</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-column">always</xsl:attribute>
    <xsl:attribute name="space-before"><xsl:value-of select="6.5 * $pt"/>pt</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="opener-title" use-attribute-sets="long-words">
    <xsl:attribute name="font-family">Brochure Display</xsl:attribute>
    <xsl:attribute name="font-size"><xsl:value-of select="36 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="line-height"><xsl:value-of select="39 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="font-weight">400</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="role">H1</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-column">always</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="folio">
    <xsl:attribute name="font-family">Brochure Find</xsl:attribute>
    <xsl:attribute name="font-size"><xsl:value-of select="9 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="line-height"><xsl:value-of select="10.6 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="font-weight">700</xsl:attribute>
    <xsl:attribute name="text-align">center</xsl:attribute>
  </xsl:attribute-set>

  <!-- Where a measure is narrow or type is large: only words of 14 letters and more are broken. -->
  <xsl:attribute-set name="long-words">
    <xsl:attribute name="hyphenate">true</xsl:attribute>
    <xsl:attribute name="hyphenation-remain-character-count">7</xsl:attribute>
    <xsl:attribute name="hyphenation-push-character-count">7</xsl:attribute>
  </xsl:attribute-set>

  <!-- A table: head rule 1, row rules 0.4, no last rule, no vertical rule, no fill. -->
  <xsl:attribute-set name="table" use-attribute-sets="find">
    <xsl:attribute name="table-layout">fixed</xsl:attribute>
    <xsl:attribute name="width"><xsl:value-of select="$measure"/>pt</xsl:attribute>
    <xsl:attribute name="border-collapse">separate</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="cell" use-attribute-sets="long-words">
    <xsl:attribute name="padding-after"><xsl:value-of select="3.25 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="padding-end"><xsl:value-of select="6.5 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="start-indent">0pt</xsl:attribute>
    <xsl:attribute name="end-indent">0pt</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="cell-head" use-attribute-sets="cell rule-head">
    <xsl:attribute name="padding-before"><xsl:value-of select="2.25 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="font-weight">700</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="cell-row" use-attribute-sets="cell rule-row">
    <xsl:attribute name="padding-before"><xsl:value-of select="2.85 * $pt"/>pt</xsl:attribute>
  </xsl:attribute-set>

  <!-- Rows of 13 with lines of 9.75. -->
  <xsl:attribute-set name="fine-row" use-attribute-sets="tight rule-row">
    <xsl:attribute name="padding-before"><xsl:value-of select="1.225 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="padding-after"><xsl:value-of select="1.625 * $pt"/>pt</xsl:attribute>
  </xsl:attribute-set>

  <!-- The same without padding, for tables of one-line rows: rule and line are 13 together. -->
  <xsl:attribute-set name="tight" use-attribute-sets="long-words">
    <xsl:attribute name="padding-end"><xsl:value-of select="6.5 * $pt"/>pt</xsl:attribute>
  </xsl:attribute-set>
  <xsl:attribute-set name="tight-head" use-attribute-sets="tight rule-head">
    <xsl:attribute name="line-height"><xsl:value-of select="12 * $pt"/>pt</xsl:attribute>
  </xsl:attribute-set>
  <xsl:attribute-set name="tight-row" use-attribute-sets="tight rule-row">
    <xsl:attribute name="line-height"><xsl:value-of select="12.6 * $pt"/>pt</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="rule-head">
    <xsl:attribute name="border-before-style">solid</xsl:attribute>
    <xsl:attribute name="border-before-width"><xsl:value-of select="$pt"/>pt</xsl:attribute>
    <xsl:attribute name="border-before-color"><xsl:value-of select="$ink"/></xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="rule-row">
    <xsl:attribute name="border-before-style">solid</xsl:attribute>
    <xsl:attribute name="border-before-width"><xsl:value-of select="0.4 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="border-before-color"><xsl:value-of select="$ink"/></xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="callout">
    <xsl:attribute name="background-color"><xsl:value-of select="$warm"/></xsl:attribute>
    <xsl:attribute name="border-start-style">solid</xsl:attribute>
    <xsl:attribute name="border-start-width"><xsl:value-of select="3.25 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="padding-start"><xsl:value-of select="12.75 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="padding-end"><xsl:value-of select="$u"/>pt</xsl:attribute>
    <xsl:attribute name="padding-before"><xsl:value-of select="0.5 * $u"/>pt</xsl:attribute>
    <xsl:attribute name="padding-after"><xsl:value-of select="0.5 * $u"/>pt</xsl:attribute>
    <xsl:attribute name="start-indent"><xsl:value-of select="16 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="end-indent"><xsl:value-of select="$u"/>pt</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="hyphenate">false</xsl:attribute>
    <xsl:attribute name="keep-together.within-column">always</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="note">
    <xsl:attribute name="font-family">Brochure Text</xsl:attribute>
    <xsl:attribute name="font-size"><xsl:value-of select="8.6 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="line-height"><xsl:value-of select="9.75 * $pt"/>pt</xsl:attribute>
    <xsl:attribute name="font-weight">400</xsl:attribute>
    <xsl:attribute name="font-style">normal</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="hyphenate">false</xsl:attribute>
    <xsl:attribute name="start-indent">0pt</xsl:attribute>
    <xsl:attribute name="end-indent">0pt</xsl:attribute>
    <xsl:attribute name="text-indent">0pt</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="link">
    <xsl:attribute name="color"><xsl:value-of select="$link"/></xsl:attribute>
  </xsl:attribute-set>

  <!-- An area taken out of the flow; what it holds begins at its own edges. -->
  <xsl:attribute-set name="placed">
    <xsl:attribute name="absolute-position">absolute</xsl:attribute>
    <xsl:attribute name="start-indent">0pt</xsl:attribute>
    <xsl:attribute name="end-indent">0pt</xsl:attribute>
    <xsl:attribute name="overflow">visible</xsl:attribute>
  </xsl:attribute-set>
</xsl:stylesheet>
