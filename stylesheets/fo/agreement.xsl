<?xml version="1.0" encoding="UTF-8"?>
<!-- The agreement at a glance: one page for each instrument that applies, from the catalogue alone. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
    xmlns:fp="urn:fichepress:1" xmlns:b="urn:fichepress:brochure:1" exclude-result-prefixes="b">

  <xsl:variable name="axis" select="9.5 * $u"/> <!-- where the second column of every table of the page begins -->
  <xsl:variable name="year-of-edition" select="number(substring($edition/@date, 1, 4))"/>

  <xsl:template name="agreement-pages">
    <fo:page-sequence master-reference="pages" force-page-count="no-force">
      <xsl:call-template name="heads"/>
      <fo:flow flow-name="xsl-region-body" xsl:use-attribute-sets="find" color="{$ink}">
        <xsl:variable name="title"><xsl:call-template name="say"><xsl:with-param name="key" select="concat($agreement-words, '.title')"/></xsl:call-template></xsl:variable>
        <fo:block xsl:use-attribute-sets="h1" id="agreement" space-after="0pt">
          <xsl:call-template name="markers"><xsl:with-param name="subject"><xsl:call-template name="say"><xsl:with-param name="key" select="concat($agreement-words, '.short')"/></xsl:call-template></xsl:with-param></xsl:call-template>
          <xsl:copy-of select="$title"/>
        </fo:block>
        <xsl:choose>
          <xsl:when test="$agreements">
            <xsl:for-each select="$agreements">
              <fo:block role="Sect">
                <xsl:if test="position() &gt; 1"><xsl:attribute name="break-before">page</xsl:attribute></xsl:if>
                <xsl:apply-templates select="." mode="page"/>
              </fo:block>
            </xsl:for-each>
          </xsl:when>
          <xsl:otherwise>
            <fo:block xsl:use-attribute-sets="prose" space-before="{0.5 * $u}pt">
              <xsl:call-template name="say"><xsl:with-param name="key" select="concat('agreement.none.', substring('listed', 1, 6 * number($country/@code != 'other')), substring('other', 1, 5 * number($country/@code = 'other')))"/></xsl:call-template>
            </fo:block>
            <fo:block xsl:use-attribute-sets="prose" space-before="{0.5 * $u}pt"><xsl:call-template name="say"><xsl:with-param name="key" select="'agreement.none.what'"/></xsl:call-template></fo:block>
          </xsl:otherwise>
        </xsl:choose>
        <xsl:call-template name="other-texts">
          <xsl:with-param name="of" select="$announced"/>
          <xsl:with-param name="key" select="'agreement.announced'"/>
        </xsl:call-template>
        <xsl:call-template name="other-texts">
          <xsl:with-param name="of" select="$other-texts"/>
          <xsl:with-param name="key" select="'agreement.others'"/>
        </xsl:call-template>
      </fo:flow>
    </fo:page-sequence>
    <xsl:if test="$conventions">
      <fo:page-sequence master-reference="pages" force-page-count="no-force">
        <xsl:call-template name="heads"/>
        <fo:flow flow-name="xsl-region-body" xsl:use-attribute-sets="text" color="{$ink}">
          <xsl:variable name="title"><xsl:call-template name="say"><xsl:with-param name="key" select="'conventions.title'"/></xsl:call-template></xsl:variable>
          <fo:block xsl:use-attribute-sets="h1" id="conventions">
            <xsl:call-template name="markers"><xsl:with-param name="subject" select="$title"/></xsl:call-template>
            <xsl:copy-of select="$title"/>
          </fo:block>
          <xsl:apply-templates select="$conventions"/>
        </fo:flow>
      </fo:page-sequence>
    </xsl:if>
  </xsl:template>

  <xsl:template name="other-texts">
    <xsl:param name="of"/>
    <xsl:param name="key"/>
    <xsl:if test="$of">
      <fo:block keep-together.within-column="always" role="NonStruct">
        <fo:block xsl:use-attribute-sets="h3" role="H2" id="{translate($key, '.', '-')}" space-before="{0.5 * $u}pt"><xsl:call-template name="say"><xsl:with-param name="key" select="$key"/></xsl:call-template></fo:block>
        <xsl:for-each select="$of"><fo:block xsl:use-attribute-sets="fine"><xsl:apply-templates select="." mode="title"/></fo:block></xsl:for-each>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <xsl:template match="b:agreement" mode="page">
    <fo:block id="agreement-{@id}" fp:at="{@at}" keep-with-next.within-column="always">
      <xsl:if test="count($agreements) &gt; 1">
        <xsl:attribute name="role">H2</xsl:attribute>
        <xsl:attribute name="font-weight">700</xsl:attribute>
        <xsl:if test="position() = 1"><xsl:attribute name="space-before"><xsl:value-of select="0.5 * $u"/>pt</xsl:attribute></xsl:if>
      </xsl:if>
      <xsl:apply-templates select="." mode="title"/>
    </fo:block>
    <!-- One date is no line in time. -->
    <xsl:variable name="dated" select="b:in-force/@year and (b:signed/@year or key('agreement', b:replaces/@id)/b:in-force/@year)"/>
    <xsl:if test="$dated"><xsl:apply-templates select="." mode="timeline"/></xsl:if>
    <fo:table xsl:use-attribute-sets="table" space-before="{0.5 * $u * number(not($dated))}pt">
      <xsl:call-template name="two-columns"/>
      <fo:table-body>
        <xsl:if test="b:in-force/@year and not($dated)">
          <xsl:call-template name="fact">
            <xsl:with-param name="key" select="concat('fact.in-force', substring('.provisional', 1, 12 * number(b:in-force/@provisional = 'true')))"/>
            <xsl:with-param name="first" select="true()"/>
            <xsl:with-param name="value" select="string(b:in-force/@text)"/>
          </xsl:call-template>
        </xsl:if>
        <xsl:call-template name="fact">
          <xsl:with-param name="key" select="'fact.persons'"/>
          <xsl:with-param name="first" select="$dated or not(b:in-force/@year)"/>
          <xsl:with-param name="value">
            <xsl:variable name="persons"><xsl:apply-templates select="b:persons" mode="words"/></xsl:variable>
            <xsl:variable name="nationality"><xsl:apply-templates select="b:nationality" mode="words"/></xsl:variable>
            <xsl:value-of select="$persons"/>
            <xsl:if test="string($persons) and string($nationality)">; </xsl:if>
            <xsl:value-of select="$nationality"/>
          </xsl:with-param>
        </xsl:call-template>
      </fo:table-body>
    </fo:table>
    <xsl:apply-templates select="." mode="branches"/>
    <xsl:apply-templates select="." mode="facts"/>
  </xsl:template>

  <xsl:template name="two-columns">
    <fo:table-column column-width="{$axis}pt"/>
    <fo:table-column column-width="{$measure - $axis}pt"/>
  </xsl:template>

  <!-- A line of facts; none where there is nothing to say. -->
  <xsl:template name="fact">
    <xsl:param name="key"/>
    <xsl:param name="value"/>
    <xsl:param name="first" select="false()"/>
    <xsl:if test="string($value)">
      <fo:table-row keep-together.within-column="always">
        <xsl:call-template name="fact-cell">
          <xsl:with-param name="first" select="$first"/>
          <xsl:with-param name="header" select="true()"/>
          <xsl:with-param name="value"><fo:block id="{translate($key, '.', '-')}-{ancestor-or-self::b:agreement/@id}" font-weight="700"><xsl:call-template name="say"><xsl:with-param name="key" select="$key"/></xsl:call-template></fo:block></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="fact-cell">
          <xsl:with-param name="first" select="$first"/>
          <xsl:with-param name="value"><fo:block><xsl:copy-of select="$value"/></fo:block></xsl:with-param>
        </xsl:call-template>
      </fo:table-row>
    </xsl:if>
  </xsl:template>

  <xsl:template name="fact-cell">
    <xsl:param name="first"/>
    <xsl:param name="header" select="false()"/>
    <xsl:param name="value"/>
    <fo:table-cell xsl:use-attribute-sets="tight-row">
      <xsl:if test="$first">
        <xsl:attribute name="border-before-width"><xsl:value-of select="$pt"/>pt</xsl:attribute>
        <xsl:attribute name="line-height"><xsl:value-of select="12 * $pt"/>pt</xsl:attribute>
      </xsl:if>
      <xsl:if test="$header"><xsl:attribute name="fox:header">true</xsl:attribute></xsl:if>
      <xsl:copy-of select="$value"/>
    </fo:table-cell>
  </xsl:template>

  <!-- Branch by branch, in words; the page is that of the chapter, or of its fiche where it has but one. -->
  <xsl:template match="b:agreement" mode="branches">
    <fo:table xsl:use-attribute-sets="table" space-before="{$u}pt">
      <fo:table-column column-width="{$axis}pt"/>
      <fo:table-column column-width="{$measure - $axis - 2.5 * $u}pt"/>
      <fo:table-column column-width="{2.5 * $u}pt"/>
      <fo:table-header>
        <fo:table-row>
          <fo:table-cell xsl:use-attribute-sets="tight-head"><fo:block font-weight="700"><xsl:call-template name="say"><xsl:with-param name="key" select="'branch'"/></xsl:call-template></fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="tight-head"><fo:block font-weight="700"><xsl:call-template name="say"><xsl:with-param name="key" select="'branch.settled'"/></xsl:call-template></fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="tight-head" padding-end="0pt"><fo:block font-weight="700" text-align="end"><xsl:call-template name="say"><xsl:with-param name="key" select="'page'"/></xsl:call-template></fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="b:branch">
          <xsl:sort select="@number" data-type="number"/>
          <xsl:apply-templates select="."/>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template match="b:branch">
    <xsl:variable name="chapter" select="key('chapter', @subject)"/>
    <xsl:variable name="anchor">
      <xsl:choose>
        <xsl:when test="count($chapter/b:fiche) = 1">fiche-<xsl:value-of select="$chapter/b:fiche/@id"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$chapter/@id"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <fo:table-row keep-together.within-column="always">
      <fo:table-cell xsl:use-attribute-sets="tight-row" padding-end="0pt" fox:header="true">
        <fo:block id="branch-{@key}-{../@id}">
          <xsl:call-template name="tile-before"><xsl:with-param name="number" select="@number"/><xsl:with-param name="room" select="1.2 * $u"/></xsl:call-template>
          <xsl:call-template name="say"><xsl:with-param name="key" select="concat('branch.', @key)"/></xsl:call-template>
        </fo:block>
      </fo:table-cell>
      <fo:table-cell xsl:use-attribute-sets="tight-row">
        <fo:block><xsl:call-template name="say"><xsl:with-param name="key" select="concat('covered.', @covered)"/></xsl:call-template></fo:block>
      </fo:table-cell>
      <fo:table-cell xsl:use-attribute-sets="tight-row" padding-end="0pt">
        <fo:block text-align="end">
          <xsl:choose>
            <xsl:when test="$chapter"><fo:basic-link internal-destination="{$anchor}"><fo:page-number-citation ref-id="{$anchor}"/></fo:basic-link></xsl:when>
            <xsl:otherwise>–</xsl:otherwise>
          </xsl:choose>
        </fo:block>
      </fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <!-- Posting, certificate, pension, health form, who to ask. -->
  <xsl:template match="b:agreement" mode="facts">
    <xsl:variable name="rows-of-facts">
      <xsl:apply-templates select="b:posting" mode="fact"/>
      <xsl:call-template name="fact">
        <xsl:with-param name="key" select="'fact.certificate'"/>
        <xsl:with-param name="value"><xsl:apply-templates select="b:certificate" mode="words"/></xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="fact">
        <xsl:with-param name="key" select="'fact.pension'"/>
        <xsl:with-param name="value"><xsl:apply-templates select="b:pension" mode="words"/></xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="fact">
        <xsl:with-param name="key" select="'fact.health'"/>
        <xsl:with-param name="value"><xsl:value-of select="b:health/@form"/></xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="fact">
        <xsl:with-param name="key" select="'fact.partner'"/>
        <xsl:with-param name="value">
          <xsl:for-each select="b:partner">
            <xsl:if test="position() &gt; 1">, </xsl:if>
            <fo:inline><xsl:copy-of select="@xml:lang"/><xsl:value-of select="@name"/></fo:inline>
          </xsl:for-each>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:variable>
    <xsl:if test="string($rows-of-facts)">
      <fo:table xsl:use-attribute-sets="table" space-before="{$u}pt">
        <xsl:call-template name="two-columns"/>
        <fo:table-body><xsl:copy-of select="$rows-of-facts"/></fo:table-body>
      </fo:table>
    </xsl:if>
  </xsl:template>

  <!-- Posting as a bar, when the months are known; 13.5u stand for the longest total. -->
  <xsl:template match="b:posting" mode="fact">
    <xsl:variable name="bar" select="13.5 * $u"/>
    <xsl:variable name="total">
      <xsl:choose>
        <xsl:when test="@total"><xsl:value-of select="@total"/></xsl:when>
        <xsl:when test="@extension"><xsl:value-of select="@months + @extension"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="@months"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:if test="@kind != 'unknown'">
      <fo:table-row keep-together.within-column="always">
        <xsl:call-template name="fact-cell">
          <xsl:with-param name="header" select="true()"/>
          <xsl:with-param name="value"><fo:block id="fact-posting-{../@id}" font-weight="700"><xsl:call-template name="say"><xsl:with-param name="key" select="'fact.posting'"/></xsl:call-template></fo:block></xsl:with-param>
        </xsl:call-template>
        <fo:table-cell xsl:use-attribute-sets="tight-row" padding-end="0pt">
          <xsl:variable name="self"><xsl:call-template name="say-if-known"><xsl:with-param name="key" select="concat('posting.self.', @self-employed)"/></xsl:call-template></xsl:variable>
          <xsl:choose>
            <xsl:when test="@kind = 'months' and @extension and $total &gt; @months and 3 * @months &gt;= $total and 4 * @months &lt;= 3 * $total">
              <xsl:variable name="more">
                <xsl:call-template name="say">
                  <xsl:with-param name="key" select="'posting.extension'"/>
                  <xsl:with-param name="number" select="@extension"/>
                  <xsl:with-param name="other" select="string($total)"/>
                </xsl:call-template>
              </xsl:variable>
              <!-- In the bar where there is room, else below it. -->
              <xsl:variable name="inside" select="string-length($more) * 3.8 * $pt &lt;= $bar * @extension div $total"/>
              <xsl:call-template name="posting-bar">
                <xsl:with-param name="bar" select="$bar"/>
                <xsl:with-param name="total" select="$total"/>
                <xsl:with-param name="more" select="substring($more, 1, string-length($more) * number($inside))"/>
              </xsl:call-template>
              <xsl:if test="string($self) or not($inside)">
                <fo:block>
                  <xsl:if test="not($inside)"><xsl:value-of select="$more"/><xsl:if test="string($self)">; </xsl:if></xsl:if>
                  <xsl:value-of select="$self"/>
                </fo:block>
              </xsl:if>
            </xsl:when>
            <xsl:otherwise>
              <fo:block>
                <xsl:apply-templates select="." mode="words"/>
                <xsl:if test="string($self)">; <xsl:value-of select="$self"/></xsl:if>
              </fo:block>
            </xsl:otherwise>
          </xsl:choose>
        </fo:table-cell>
      </fo:table-row>
    </xsl:if>
  </xsl:template>

  <xsl:template name="posting-bar">
    <xsl:param name="bar"/>
    <xsl:param name="total"/>
    <xsl:param name="more"/>
    <xsl:variable name="first" select="$bar * @months div $total"/>
    <fo:block-container height="{$u}pt" width="{$bar}pt">
      <fo:block-container xsl:use-attribute-sets="placed" left="0pt" top="{0.15 * $u}pt" width="{$first - $gap}pt" height="{9.4 * $pt}pt" background-color="{$palette[1]/@full}">
        <fo:block xsl:use-attribute-sets="fine" font-size="{7.6 * $pt}pt" line-height="{9.4 * $pt}pt" font-weight="700" color="#FFFFFF" start-indent="{0.3 * $u}pt">
          <xsl:call-template name="duration"><xsl:with-param name="kind" select="'months'"/><xsl:with-param name="months" select="@months"/></xsl:call-template>
        </fo:block>
      </fo:block-container>
      <fo:block-container xsl:use-attribute-sets="placed" left="{$first}pt" top="{0.15 * $u}pt" width="{$bar - $first}pt" height="{9.4 * $pt}pt" background-color="{$palette[1]/@half}">
        <fo:block xsl:use-attribute-sets="fine" line-height="{9.4 * $pt}pt" start-indent="{0.3 * $u}pt">
          <xsl:value-of select="$more"/>
        </fo:block>
      </fo:block-container>
      <fo:block/>
    </fo:block-container>
  </xsl:template>
</xsl:stylesheet>
