<?xml version="1.0" encoding="UTF-8"?>
<!-- Cover, and the imprint behind it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xmlns:b="urn:fichepress:brochure:1" exclude-result-prefixes="b">

  <xsl:template name="cover">
    <fo:page-sequence master-reference="cover" force-page-count="no-force">
      <fo:flow flow-name="xsl-region-body" color="{$ink}">
        <fo:block-container xsl:use-attribute-sets="placed" left="{$inner}pt" top="{10.6 * $mm}pt" width="{11 * $u}pt" height="{$u}pt">
          <fo:block xsl:use-attribute-sets="fine"><xsl:value-of select="$edition/@title"/></fo:block>
        </fo:block-container>
        <fo:block-container xsl:use-attribute-sets="placed" left="{$inner + 12 * $u}pt" top="{10.6 * $mm}pt" width="{14 * $u}pt" height="{$u}pt">
          <fo:block xsl:use-attribute-sets="fine">
            <xsl:call-template name="say">
              <xsl:with-param name="key" select="'cover.edition'"/>
              <xsl:with-param name="name" select="string($edition/@id)"/>
            </xsl:call-template>
            <xsl:text> · </xsl:text>
            <xsl:call-template name="language-name"/>
          </fo:block>
        </fo:block-container>
        <fo:block xsl:use-attribute-sets="text" font-size="{15 * $pt}pt" line-height="{19.5 * $pt}pt" start-indent="{$inner}pt"
            space-before="{$head}pt" space-before.conditionality="retain">
          <xsl:call-template name="say"><xsl:with-param name="key" select="concat('direction.', $direction)"/></xsl:call-template>
        </fo:block>
        <xsl:call-template name="cover-name"/>
        <xsl:if test="$brochure/b:narrowing">
          <fo:block xsl:use-attribute-sets="lead" space-before="{0.5 * $u}pt" start-indent="{$inner}pt" end-indent="{$page-width - 135.65 * $mm}pt">
            <xsl:call-template name="narrowing"/>
          </fo:block>
        </xsl:if>
        <xsl:if test="$rows and $statuses">
          <fo:block-container xsl:use-attribute-sets="placed" top="{$page-height - $field-height}pt" width="{$field-width}pt" height="{$field-height}pt" role="Figure">
            <xsl:attribute name="left"><xsl:value-of select="$inner * number($direction = 'leaving')"/>pt</xsl:attribute>
            <xsl:attribute name="fox:alt-text"><xsl:call-template name="field-words"/></xsl:attribute>
            <xsl:call-template name="field">
              <xsl:with-param name="width" select="$field-width"/>
              <xsl:with-param name="height" select="$field-height"/>
            </xsl:call-template>
          </fo:block-container>
        </xsl:if>
      </fo:flow>
    </fo:page-sequence>
  </xsl:template>

  <!-- Three sizes by the length of the name. -->
  <xsl:template name="cover-name">
    <xsl:variable name="length" select="string-length($country/@name)"/>
    <xsl:variable name="size">
      <xsl:choose>
        <xsl:when test="$length &lt;= 13">60</xsl:when>
        <xsl:when test="$length &lt;= 28">44</xsl:when>
        <xsl:otherwise>30</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="leading">
      <xsl:choose>
        <xsl:when test="$size = 60">58.5</xsl:when>
        <xsl:when test="$size = 44">45.5</xsl:when>
        <xsl:otherwise>32.5</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <fo:block xsl:use-attribute-sets="long-words" id="cover" role="H1" space-before="{0.5 * $u}pt" start-indent="{17.65 * $mm}pt" end-indent="{$page-width - 135.65 * $mm}pt" font-family="Brochure Display" font-weight="400" font-size="{$size * $pt}pt"
        line-height="{$leading * $pt}pt" letter-spacing="{-0.012 * $size * $pt}pt">
      <xsl:call-template name="title-text"><xsl:with-param name="text" select="string($country/@name)"/><xsl:with-param name="together" select="12"/></xsl:call-template>
    </fo:block>
  </xsl:template>

  <xsl:template name="imprint">
    <fo:page-sequence master-reference="pages" force-page-count="no-force">
      <fo:flow flow-name="xsl-region-body" xsl:use-attribute-sets="text" color="{$ink}">
        <xsl:if test="$is-sample">
          <fo:block xsl:use-attribute-sets="callout" border-start-color="{$palette[1]/@full}">
            <xsl:call-template name="callout-word"><xsl:with-param name="key" select="'sample.word'"/><xsl:with-param name="id" select="'imprint'"/></xsl:call-template>
            <fo:block><xsl:call-template name="say"><xsl:with-param name="key" select="'sample.notice'"/></xsl:call-template></fo:block>
          </fo:block>
        </xsl:if>
        <xsl:call-template name="imprint-note">
          <xsl:with-param name="key" select="'imprint.use'"/>
          <xsl:with-param name="space" select="2 * $u"/>
          <xsl:with-param name="page"><fo:page-number-citation ref-id="find"/></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="imprint-note"><xsl:with-param name="key" select="'imprint.limits'"/></xsl:call-template>
        <!-- At the foot of the page, and last for a reader by ear. -->
        <fo:block-container xsl:use-attribute-sets="placed" left="0pt" top="0pt" width="{$measure}pt" height="{$depth}pt" display-align="after">
          <xsl:call-template name="imprint-data"/>
        </fo:block-container>
      </fo:flow>
    </fo:page-sequence>
  </xsl:template>

  <xsl:template name="imprint-note">
    <xsl:param name="key"/>
    <xsl:param name="page"/>
    <xsl:param name="space" select="$u"/>
    <fo:block xsl:use-attribute-sets="h3" role="H2" space-before="{$space}pt" id="{translate($key, '.', '-')}">
      <xsl:call-template name="say"><xsl:with-param name="key" select="concat($key, '.title')"/></xsl:call-template>
    </fo:block>
    <fo:block xsl:use-attribute-sets="prose">
      <xsl:call-template name="say">
        <xsl:with-param name="key" select="$key"/>
        <xsl:with-param name="page" select="$page"/>
      </xsl:call-template>
    </fo:block>
  </xsl:template>

  <xsl:template name="callout-word">
    <xsl:param name="key"/>
    <xsl:param name="id"/>
    <fo:block xsl:use-attribute-sets="find" font-weight="700" keep-with-next.within-column="always">
      <xsl:if test="$id"><xsl:attribute name="id"><xsl:value-of select="$id"/></xsl:attribute></xsl:if>
      <xsl:call-template name="say"><xsl:with-param name="key" select="$key"/></xsl:call-template>
    </fo:block>
  </xsl:template>

  <xsl:template name="imprint-data">
    <fo:table xsl:use-attribute-sets="table" display-align="before">
      <fo:table-column column-width="{6 * $u}pt"/>
      <fo:table-column column-width="{17 * $u}pt"/>
      <fo:table-body>
        <xsl:call-template name="imprint-row">
          <xsl:with-param name="key" select="'imprint.title'"/>
          <xsl:with-param name="value"><xsl:call-template name="brochure-title"/></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="imprint-row">
          <xsl:with-param name="key" select="'imprint.language'"/>
          <xsl:with-param name="value"><xsl:call-template name="language-name"/></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="imprint-row">
          <xsl:with-param name="key" select="'imprint.situation'"/>
          <xsl:with-param name="value"><xsl:value-of select="$edition/@text"/></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="imprint-row">
          <xsl:with-param name="key" select="'imprint.edition'"/>
          <xsl:with-param name="value"><xsl:value-of select="$edition/@id"/></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="imprint-row">
          <xsl:with-param name="key" select="'imprint.publisher'"/>
          <xsl:with-param name="value"><xsl:value-of select="$edition/@publisher"/></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="imprint-row">
          <xsl:with-param name="key" select="'imprint.rights'"/>
          <xsl:with-param name="value"><xsl:value-of select="$edition/@rights"/></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="imprint-row">
          <xsl:with-param name="key" select="'imprint.accessibility'"/>
          <xsl:with-param name="value">
            <xsl:for-each select="$edition/@accessibility-statement">
              <fo:basic-link external-destination="url('{.}')" xsl:use-attribute-sets="link"><xsl:value-of select="."/></fo:basic-link>
            </xsl:for-each>
          </xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="imprint-row">
          <xsl:with-param name="key" select="'imprint.identifier'"/>
          <xsl:with-param name="value"><fo:inline xml:lang="und"><xsl:value-of select="$edition/@identifier"/></fo:inline></xsl:with-param>
        </xsl:call-template>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- A datum that is unknown has no row. -->
  <xsl:template name="imprint-row">
    <xsl:param name="key"/>
    <xsl:param name="value"/>
    <xsl:if test="string($value)">
      <fo:table-row keep-together.within-column="always">
        <fo:table-cell xsl:use-attribute-sets="cell-row" fox:header="true">
          <fo:block><xsl:call-template name="say"><xsl:with-param name="key" select="$key"/></xsl:call-template></fo:block>
        </fo:table-cell>
        <fo:table-cell xsl:use-attribute-sets="cell-row"><fo:block><xsl:copy-of select="$value"/></fo:block></fo:table-cell>
      </fo:table-row>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
