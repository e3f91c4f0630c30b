<?xml version="1.0" encoding="UTF-8"?>
<!-- Information pages, what is missing, the colophon. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
    xmlns:b="urn:fichepress:brochure:1" exclude-result-prefixes="b">

  <xsl:template name="information">
    <xsl:if test="$information">
      <fo:page-sequence master-reference="pages" force-page-count="no-force">
        <xsl:call-template name="heads"/>
        <fo:flow flow-name="xsl-region-body" xsl:use-attribute-sets="text" color="{$ink}">
          <xsl:call-template name="page-title"><xsl:with-param name="id" select="'information'"/></xsl:call-template>
          <xsl:apply-templates select="$information"/>
        </fo:flow>
      </fo:page-sequence>
    </xsl:if>
  </xsl:template>

  <!-- What is missing: a subject and for whom no fiche was published, and whom to ask; texts in another language. -->
  <xsl:template name="missing">
    <xsl:if test="$has-missing">
      <fo:page-sequence master-reference="pages" force-page-count="no-force">
        <xsl:call-template name="heads"/>
        <fo:flow flow-name="xsl-region-body" xsl:use-attribute-sets="find" color="{$ink}">
          <xsl:call-template name="page-title"><xsl:with-param name="id" select="'missing'"/></xsl:call-template>
          <xsl:if test="$gaps and $brochure/b:gaps/@policy = 'print'"><xsl:call-template name="gaps"/></xsl:if>
          <xsl:if test="$fallbacks"><xsl:call-template name="fallbacks"/></xsl:if>
        </fo:flow>
      </fo:page-sequence>
    </xsl:if>
  </xsl:template>

  <xsl:template name="gaps">
    <fo:block xsl:use-attribute-sets="prose" space-after="{0.5 * $u}pt">
      <xsl:call-template name="say">
        <xsl:with-param name="key" select="'missing.intro'"/>
        <xsl:with-param name="number" select="$brochure/b:gaps/@empty"/>
        <xsl:with-param name="other" select="string($brochure/b:gaps/@cells)"/>
      </xsl:call-template>
    </fo:block>
    <fo:table xsl:use-attribute-sets="table">
      <fo:table-column column-width="{8 * $u}pt"/>
      <fo:table-column column-width="{6.5 * $u}pt"/>
      <fo:table-column column-width="{8.5 * $u}pt"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'subject'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'missing.status'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'missing.ask'"/></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$gaps">
          <xsl:variable name="subject" select="key('subject', @subject)"/>
          <fo:table-row keep-together.within-column="always">
            <xsl:call-template name="row-keeps"/>
            <fo:table-cell xsl:use-attribute-sets="cell-row" fox:header="true">
              <fo:block id="gap-{position()}" start-indent="{1.2 * $u}pt" text-indent="{-1.2 * $u}pt">
                <xsl:call-template name="tile-before"><xsl:with-param name="number" select="$subject/@number"/><xsl:with-param name="room" select="1.2 * $u"/></xsl:call-template>
                <xsl:value-of select="$subject/@label"/>
              </fo:block>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row"><fo:block><xsl:call-template name="gap-statuses"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row" padding-end="0pt"><fo:block><xsl:call-template name="gap-advice"/></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
    <xsl:for-each select="$reasons">
      <xsl:variable name="letter"><xsl:apply-templates select="." mode="letter"/></xsl:variable>
      <fo:block id="reason-{$letter}" xsl:use-attribute-sets="prose" space-before="{0.5 * $u}pt" keep-together.within-column="always"><xsl:copy-of select="@xml:lang"/>(<xsl:value-of select="$letter"/>) <xsl:value-of select="."/></fo:block>
    </xsl:for-each>
  </xsl:template>

  <!-- Whom to ask, as links to the cards, and the letter of the reason. -->
  <xsl:template name="gap-advice">
    <xsl:for-each select="b:institution">
      <xsl:variable name="institution" select="key('institution', @key)[1]"/>
      <xsl:if test="position() &gt; 1">, </xsl:if>
      <xsl:choose>
        <xsl:when test="$institution"><fo:basic-link internal-destination="{$institution/@anchor}" xsl:use-attribute-sets="link"><xsl:call-template name="institution-name"><xsl:with-param name="key" select="@key"/></xsl:call-template></fo:basic-link></xsl:when>
        <xsl:otherwise><xsl:value-of select="@key"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:if test="not(b:institution)"><xsl:call-template name="say"><xsl:with-param name="key" select="'missing.general'"/></xsl:call-template></xsl:if>
    <xsl:for-each select="b:reason">
      <xsl:variable name="letter"><xsl:apply-templates select="." mode="letter"/></xsl:variable>
      <xsl:text> (</xsl:text><fo:basic-link internal-destination="reason-{$letter}" xsl:use-attribute-sets="link"><xsl:value-of select="$letter"/></fo:basic-link><xsl:text>)</xsl:text>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="fallbacks">
    <fo:block id="missing-languages" xsl:use-attribute-sets="h2" space-before="{2 * $u}pt" space-after="{0.5 * $u}pt">
      <xsl:call-template name="say"><xsl:with-param name="key" select="'fallback.title'"/></xsl:call-template>
    </fo:block>
    <fo:table xsl:use-attribute-sets="table">
      <fo:table-column column-width="{9 * $u}pt"/>
      <fo:table-column column-width="{6 * $u}pt"/>
      <fo:table-column column-width="{5.5 * $u}pt"/>
      <fo:table-column column-width="{2.5 * $u}pt"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'fiche'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'institution'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'fallback.printed'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'page'"/><xsl:with-param name="align" select="'end'"/></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$fallbacks">
          <xsl:variable name="anchor" select="concat(substring('fiche-', 1, 6 * number(boolean(key('fiche', @fiche)))), substring('page-', 1, 5 * number(not(key('fiche', @fiche)))), @fiche)"/>
          <fo:table-row keep-together.within-column="always">
            <xsl:call-template name="row-keeps"/>
            <fo:table-cell xsl:use-attribute-sets="cell-row" fox:header="true"><fo:block id="missing-language-{position()}" xml:lang="{@printed}"><xsl:value-of select="@title"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row"><fo:block><xsl:call-template name="institution-name"><xsl:with-param name="key" select="@institution"/></xsl:call-template></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row"><fo:block><xsl:call-template name="language-name"><xsl:with-param name="of" select="@printed"/></xsl:call-template></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row" padding-end="0pt"><fo:block text-align="end"><fo:basic-link internal-destination="{$anchor}"><fo:page-number-citation ref-id="{$anchor}"/></fo:basic-link></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- Colophon: who answers for which text, since when, in which state; the mark of each text. -->
  <xsl:template name="colophon">
    <fo:page-sequence master-reference="pages" force-page-count="no-force">
      <xsl:call-template name="heads"/>
      <fo:flow flow-name="xsl-region-body" xsl:use-attribute-sets="find" color="{$ink}">
        <xsl:call-template name="page-title"><xsl:with-param name="id" select="'colophon'"/></xsl:call-template>
        <fo:block xsl:use-attribute-sets="prose" space-after="{0.5 * $u}pt"><xsl:call-template name="say"><xsl:with-param name="key" select="'colophon.intro'"/></xsl:call-template></fo:block>
        <xsl:if test="$institutions[@fiches &gt; 0]"><xsl:call-template name="colophon-institutions"/></xsl:if>
        <xsl:if test="$sources"><xsl:call-template name="colophon-sources"/></xsl:if>
        <xsl:call-template name="colophon-foot"/>
      </fo:flow>
    </fo:page-sequence>
  </xsl:template>

  <xsl:template name="colophon-institutions">
    <fo:table xsl:use-attribute-sets="table">
      <fo:table-column column-width="{4.5 * $u}pt"/>
      <fo:table-column column-width="{9 * $u}pt"/>
      <fo:table-column column-width="{3 * $u}pt"/>
      <fo:table-column column-width="{6.5 * $u}pt"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'abbreviation'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'institution'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'fiches'"/><xsl:with-param name="align" select="'end'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'colophon.reviewed'"/><xsl:with-param name="align" select="'end'"/></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$institutions[@fiches &gt; 0]">
          <fo:table-row keep-together.within-column="always">
            <xsl:call-template name="row-keeps"/>
            <fo:table-cell xsl:use-attribute-sets="cell-row"><fo:block><xsl:value-of select="@abbreviation"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row" fox:header="true"><fo:block id="answers-{position()}"><xsl:value-of select="@name"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row" padding-end="0pt"><fo:block text-align="end"><xsl:value-of select="@fiches"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row" padding-end="0pt"><fo:block text-align="end"><xsl:call-template name="or-not-stated"><xsl:with-param name="value" select="@reviewed-text"/></xsl:call-template></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="or-not-stated">
    <xsl:param name="value"/>
    <xsl:value-of select="$value"/>
    <xsl:if test="not(string($value))"><xsl:call-template name="say"><xsl:with-param name="key" select="'not-stated'"/></xsl:call-template></xsl:if>
  </xsl:template>

  <!-- Text by text: title, state, the first twelve digits of its SHA-256. -->
  <xsl:template name="colophon-sources">
    <fo:table xsl:use-attribute-sets="table" font-size="{7.2 * $pt}pt" line-height="{9.75 * $pt}pt" space-before="{$u}pt">
      <fo:table-column column-width="{10.5 * $u}pt"/>
      <fo:table-column column-width="{8.5 * $u}pt"/>
      <fo:table-column column-width="{4 * $u}pt"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'colophon.text'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'colophon.state'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'colophon.mark'"/><xsl:with-param name="align" select="'end'"/></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$sources">
          <fo:table-row keep-together.within-column="always">
            <xsl:call-template name="row-keeps"/>
            <fo:table-cell xsl:use-attribute-sets="fine-row" fox:header="true"><fo:block id="text-{position()}" xml:lang="{@lang}"><xsl:value-of select="@title"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="fine-row"><fo:block>
              <xsl:choose>
                <xsl:when test="@state"><xsl:call-template name="say"><xsl:with-param name="key" select="concat('state.', @state)"/></xsl:call-template></xsl:when>
                <xsl:otherwise><xsl:call-template name="say"><xsl:with-param name="key" select="'not-stated'"/></xsl:call-template></xsl:otherwise>
              </xsl:choose>
            </fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="fine-row" padding-end="0pt"><fo:block xml:lang="zxx" text-align="end"><xsl:value-of select="substring(@digest, 1, 12)"/></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- The country's grid, small, and the fine print beside it, on the last lines of the page on which the room for it falls. -->
  <xsl:template name="colophon-foot">
    <fo:block-container height="{7 * $u}pt" width="{$measure}pt" space-before="{$u}pt" keep-together.within-column="always"><fo:block/></fo:block-container>
    <fo:block-container xsl:use-attribute-sets="placed" left="0pt" top="{30 * $u}pt" width="{$measure}pt" height="{6 * $u}pt">
      <xsl:if test="$rows and $statuses">
        <fo:block-container xsl:use-attribute-sets="placed" role="Artifact" left="0pt" top="0pt" width="{6 * $u}pt" height="{6 * $u}pt">
          <xsl:call-template name="field">
            <xsl:with-param name="width" select="6 * $u"/>
            <xsl:with-param name="height" select="6 * $u"/>
            <xsl:with-param name="gap" select="0.4 * $pt"/>
          </xsl:call-template>
        </fo:block-container>
      </xsl:if>
      <fo:block-container xsl:use-attribute-sets="placed" left="{7 * $u}pt" top="0pt" width="{16 * $u}pt" height="{6 * $u}pt" display-align="after">
        <fo:block xsl:use-attribute-sets="fine"><xsl:call-template name="brochure-title"/> · <xsl:call-template name="language-name"/></fo:block>
        <fo:block xsl:use-attribute-sets="fine">
          <xsl:call-template name="say">
            <xsl:with-param name="key" select="'colophon.edition'"/>
            <xsl:with-param name="name" select="string($edition/@id)"/>
            <xsl:with-param name="date" select="$edition/@text"/>
          </xsl:call-template>
        </fo:block>
        <fo:block xsl:use-attribute-sets="fine" space-before="{0.5 * $u}pt"><xsl:call-template name="say"><xsl:with-param name="key" select="'colophon.type'"/></xsl:call-template></fo:block>
        <fo:block xsl:use-attribute-sets="fine" space-before="{0.5 * $u}pt"><xsl:call-template name="say"><xsl:with-param name="key" select="'colophon.grid'"/></xsl:call-template></fo:block>
      </fo:block-container>
      <fo:block/>
    </fo:block-container>
  </xsl:template>
</xsl:stylesheet>
