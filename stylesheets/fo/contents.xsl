<?xml version="1.0" encoding="UTF-8"?>
<!-- Contents, and the same as bookmarks. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:b="urn:fichepress:brochure:1" exclude-result-prefixes="b">

  <!-- The pages that are no chapter: each with its anchor; the order is that of the brochure. -->
  <xsl:variable name="front-tree">
    <part id="find" key="find.title"/>
    <part id="agreement" key="{$agreement-words}.short"/>
  </xsl:variable>
  <xsl:variable name="back-tree">
    <xsl:if test="$information"><part id="information" key="information.title"/></xsl:if>
    <xsl:if test="$institutions or $partners"><part id="contacts" key="contacts.title"/></xsl:if>
    <xsl:if test="$forms"><part id="forms" key="forms.title"/></xsl:if>
    <xsl:if test="$has-missing"><part id="missing" key="missing.title"/></xsl:if>
    <part id="colophon" key="colophon.title"/>
  </xsl:variable>
  <xsl:variable name="front" select="exsl:node-set($front-tree)/*" xmlns:exsl="http://exslt.org/common"/>
  <xsl:variable name="back" select="exsl:node-set($back-tree)/*" xmlns:exsl="http://exslt.org/common"/>

  <xsl:template name="contents">
    <fo:page-sequence master-reference="pages" force-page-count="no-force">
      <xsl:call-template name="heads"/>
      <fo:flow flow-name="xsl-region-body" xsl:use-attribute-sets="text" color="{$ink}">
        <fo:block xsl:use-attribute-sets="h1" id="contents">
          <xsl:call-template name="markers"><xsl:with-param name="subject"><xsl:call-template name="brochure-title"/></xsl:with-param></xsl:call-template>
          <xsl:call-template name="say"><xsl:with-param name="key" select="'contents.title'"/></xsl:call-template>
        </fo:block>
        <fo:block role="TOC">
          <xsl:call-template name="contents-pair"><xsl:with-param name="parts" select="$front"/></xsl:call-template>
          <xsl:apply-templates select="$conventions" mode="contents"/>
          <xsl:apply-templates select="$chapters" mode="contents"/>
          <xsl:call-template name="contents-pair">
            <xsl:with-param name="parts" select="$back"/>
            <xsl:with-param name="space" select="$u"/>
          </xsl:call-template>
        </fo:block>
      </fo:flow>
    </fo:page-sequence>
  </xsl:template>

  <!-- Two columns, read down the first and then down the second: a list of contents holds no table. -->
  <xsl:template name="contents-pair">
    <xsl:param name="parts"/>
    <xsl:param name="space" select="0"/>
    <xsl:variable name="half" select="ceiling(count($parts) div 2)"/>
    <fo:block-container height="{$half * $u}pt" width="{$measure}pt" space-before="{$space}pt" keep-together.within-column="always">
      <fo:block-container xsl:use-attribute-sets="placed" left="0pt" top="0pt" width="{11 * $u}pt" height="{$half * $u}pt">
        <xsl:for-each select="$parts[position() &lt;= $half]"><xsl:call-template name="contents-part"/></xsl:for-each>
      </fo:block-container>
      <xsl:if test="count($parts) &gt; 1">
        <fo:block-container xsl:use-attribute-sets="placed" left="{12 * $u}pt" top="0pt" width="{11 * $u}pt" height="{$half * $u}pt">
          <xsl:for-each select="$parts[position() &gt; $half]"><xsl:call-template name="contents-part"/></xsl:for-each>
        </fo:block-container>
      </xsl:if>
      <fo:block/>
    </fo:block-container>
  </xsl:template>

  <xsl:template name="contents-part">
    <xsl:call-template name="contents-line">
      <xsl:with-param name="id" select="@id"/>
      <xsl:with-param name="title"><xsl:call-template name="say"><xsl:with-param name="key" select="@key"/></xsl:call-template></xsl:with-param>
      <xsl:with-param name="end" select="1.5 * $u"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A subject and its fiches stay together; its name leads to the opener, its lines to the fiches. -->
  <xsl:template match="b:chapter" mode="contents">
    <xsl:variable name="label" select="key('subject', @subject)/@label"/>
    <fo:block space-before="{0.5 * $u}pt" keep-together.within-column="always" role="TOCI">
      <fo:block xsl:use-attribute-sets="find" font-weight="700" keep-with-next.within-column="always" role="P"
          start-indent="{1.5 * $u}pt" text-indent="{-1.5 * $u}pt">
        <fo:basic-link internal-destination="{@id}">
          <xsl:call-template name="tile-before"><xsl:with-param name="number" select="@number"/></xsl:call-template>
          <xsl:value-of select="$label"/>
        </fo:basic-link>
      </fo:block>
      <fo:block role="TOC"><xsl:apply-templates select="b:fiche" mode="contents"/></fo:block>
    </fo:block>
  </xsl:template>

  <xsl:template match="b:fiche" mode="contents">
    <xsl:call-template name="contents-line">
      <xsl:with-param name="id" select="concat('fiche-', @id)"/>
      <xsl:with-param name="title"><xsl:value-of select="b:title"/></xsl:with-param>
      <xsl:with-param name="indent" select="1.5 * $u"/>
      <xsl:with-param name="lang" select="@xml:lang"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="b:page" mode="contents">
    <xsl:call-template name="contents-line">
      <xsl:with-param name="id" select="concat('page-', @id)"/>
      <xsl:with-param name="title"><xsl:value-of select="b:title"/></xsl:with-param>
      <xsl:with-param name="lang" select="@xml:lang"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Title, dots, page. The number stands in the last 2u, which no title enters. -->
  <xsl:template name="contents-line">
    <xsl:param name="id"/>
    <xsl:param name="title"/>
    <xsl:param name="indent" select="0"/>
    <xsl:param name="end" select="3 * $u"/>
    <xsl:param name="lang"/>
    <fo:block role="TOCI" start-indent="{$indent}pt" end-indent="{$end}pt" last-line-end-indent="{-$end}pt" text-align="start" text-align-last="justify"
        keep-together.within-column="always">
      <xsl:if test="$lang"><xsl:attribute name="xml:lang"><xsl:value-of select="$lang"/></xsl:attribute></xsl:if>
      <fo:inline role="Reference">
        <fo:basic-link internal-destination="{$id}">
          <xsl:copy-of select="$title"/>
          <xsl:text> </xsl:text>
          <fo:leader leader-pattern="dots" leader-pattern-width="{5 * $pt}pt" leader-alignment="reference-area" leader-length.minimum="{$u}pt"
              leader-length.optimum="{2 * $u}pt" leader-length.maximum="100%"/>
          <fo:inline font-family="Brochure Find" font-size="{8.2 * $pt}pt"><xsl:text>&#160;</xsl:text><fo:page-number-citation ref-id="{$id}"/></fo:inline>
        </fo:basic-link>
      </fo:inline>
    </fo:block>
  </xsl:template>

  <!-- Bookmarks -->

  <xsl:template name="bookmarks">
    <fo:bookmark-tree>
      <xsl:call-template name="bookmark">
        <xsl:with-param name="id" select="'cover'"/>
        <xsl:with-param name="title"><xsl:call-template name="brochure-title"/></xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="bookmark">
        <xsl:with-param name="id" select="'contents'"/>
        <xsl:with-param name="title"><xsl:call-template name="say"><xsl:with-param name="key" select="'contents.title'"/></xsl:call-template></xsl:with-param>
      </xsl:call-template>
      <xsl:for-each select="$front"><xsl:call-template name="bookmark-part"/></xsl:for-each>
      <xsl:apply-templates select="$conventions" mode="bookmark"/>
      <xsl:for-each select="$chapters">
        <fo:bookmark internal-destination="{@id}" starting-state="show">
          <fo:bookmark-title><xsl:value-of select="key('subject', @subject)/@label"/></fo:bookmark-title>
          <xsl:apply-templates select="b:fiche" mode="bookmark"/>
        </fo:bookmark>
      </xsl:for-each>
      <xsl:for-each select="$back"><xsl:call-template name="bookmark-part"/></xsl:for-each>
    </fo:bookmark-tree>
  </xsl:template>

  <xsl:template name="bookmark-part">
    <xsl:call-template name="bookmark">
      <xsl:with-param name="id" select="@id"/>
      <xsl:with-param name="title"><xsl:call-template name="say"><xsl:with-param name="key" select="@key"/></xsl:call-template></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="b:fiche" mode="bookmark">
    <xsl:call-template name="bookmark">
      <xsl:with-param name="id" select="concat('fiche-', @id)"/>
      <xsl:with-param name="title" select="string(b:title)"/>
      <xsl:with-param name="lang" select="@xml:lang"/>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="b:page" mode="bookmark">
    <xsl:call-template name="bookmark">
      <xsl:with-param name="id" select="concat('page-', @id)"/>
      <xsl:with-param name="title" select="string(b:title)"/>
      <xsl:with-param name="lang" select="@xml:lang"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="bookmark">
    <xsl:param name="id"/>
    <xsl:param name="title"/>
    <xsl:param name="lang"/>
    <fo:bookmark internal-destination="{$id}">
      <fo:bookmark-title>
        <xsl:if test="$lang"><xsl:attribute name="xml:lang"><xsl:value-of select="$lang"/></xsl:attribute></xsl:if>
        <xsl:copy-of select="$title"/>
      </fo:bookmark-title>
    </fo:bookmark>
  </xsl:template>
</xsl:stylesheet>
