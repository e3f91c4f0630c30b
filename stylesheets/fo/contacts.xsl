<?xml version="1.0" encoding="UTF-8"?>
<!-- Contacts: cards of institutions, across the page below a fiche and two by two in the back; forms. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
    xmlns:fp="urn:fichepress:1" xmlns:b="urn:fichepress:brochure:1" exclude-result-prefixes="b">

  <!-- Of the contacts of an institution those in the brochure's language are shown, all when there is none; an office once. -->

  <!-- Tables that only place things are no tables to whoever listens. -->
  <xsl:attribute-set name="places" use-attribute-sets="table">
    <xsl:attribute name="role">Div</xsl:attribute>
  </xsl:attribute-set>

  <xsl:template match="b:institution" mode="card-wide">
    <xsl:variable name="contact" select="b:contact[(not(@lang) or @lang = $lang or not(../b:contact[not(@lang) or @lang = $lang])) and not(@name = preceding-sibling::b:contact/@name)][1]"/>
    <fo:table xsl:use-attribute-sets="places rule-head" keep-together.within-column="always" keep-with-next.within-column="always" space-after="{$u}pt">
      <fo:table-column column-width="{12 * $u}pt"/>
      <fo:table-column column-width="{11 * $u}pt"/>
      <fo:table-body role="NonStruct">
        <fo:table-row role="NonStruct" keep-together.within-column="always">
          <fo:table-cell xsl:use-attribute-sets="long-words" role="Div" padding-end="{$u}pt">
            <fo:block font-weight="700">
              <fo:basic-link internal-destination="{@anchor}"><xsl:call-template name="card-name"/></fo:basic-link>
              <xsl:call-template name="card-tiles"/>
            </fo:block>
            <xsl:apply-templates select="$contact" mode="where"/>
          </fo:table-cell>
          <fo:table-cell role="Div">
            <xsl:apply-templates select="$contact" mode="how"/>
            <xsl:if test="not($contact/@web) and @website"><xsl:call-template name="card-web"><xsl:with-param name="web" select="@website"/></xsl:call-template></xsl:if>
            <xsl:if test="not($contact or @website)"><fo:block/></xsl:if>
          </fo:table-cell>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="card-name">
    <xsl:choose>
      <xsl:when test="@abbreviation"><xsl:value-of select="@abbreviation"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The subjects of an institution as their numbers. -->
  <xsl:template name="card-tiles">
    <xsl:variable name="mine" select="concat(' ', normalize-space(@subjects), ' ')"/>
    <xsl:for-each select="$subjects[contains($mine, concat(' ', @key, ' '))]">
      <fo:leader leader-pattern="space" leader-length="{3 * $pt}pt"/>
      <xsl:text>&#8203;</xsl:text>
      <xsl:call-template name="tile"><xsl:with-param name="number" select="@number"/></xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="b:contact" mode="where">
    <xsl:variable name="shown" select="concat(' ', ../@abbreviation, ' ', ../@name, ' ')"/>
    <xsl:if test="../@abbreviation"><fo:block><xsl:value-of select="../@name"/></fo:block></xsl:if>
    <xsl:if test="not(contains($shown, concat(' ', @name, ' ')))"><fo:block><xsl:value-of select="@name"/></fo:block></xsl:if>
    <xsl:if test="@address"><fo:block><xsl:value-of select="@address"/></fo:block></xsl:if>
  </xsl:template>

  <xsl:template match="b:contact" mode="how">
    <xsl:if test="@phone | @phone-abroad">
      <fo:list-block provisional-distance-between-starts="{66 * $pt}pt" provisional-label-separation="{3 * $pt}pt">
        <xsl:apply-templates select="@phone"/>
        <xsl:apply-templates select="@phone-abroad"/>
      </fo:list-block>
    </xsl:if>
    <xsl:if test="@email"><fo:block><fo:basic-link external-destination="url('mailto:{@email}')" xsl:use-attribute-sets="link"><xsl:value-of select="@email"/></fo:basic-link></fo:block></xsl:if>
    <xsl:if test="@web"><xsl:call-template name="card-web"><xsl:with-param name="web" select="@web"/></xsl:call-template></xsl:if>
  </xsl:template>

  <xsl:template match="@phone | @phone-abroad">
    <fo:list-item>
      <fo:list-item-label end-indent="label-end()">
        <fo:block font-size="{7.2 * $pt}pt"><xsl:call-template name="say"><xsl:with-param name="key" select="concat('contact.', name())"/></xsl:call-template></fo:block>
      </fo:list-item-label>
      <fo:list-item-body start-indent="body-start()"><fo:block><xsl:value-of select="."/></fo:block></fo:list-item-body>
    </fo:list-item>
  </xsl:template>

  <xsl:template name="card-web">
    <xsl:param name="web"/>
    <xsl:variable name="scheme"><xsl:if test="not(contains($web, '://'))">https://</xsl:if></xsl:variable>
    <fo:block><fo:basic-link external-destination="url('{$scheme}{$web}')" xsl:use-attribute-sets="link"><xsl:call-template name="bare-address"><xsl:with-param name="web" select="$web"/></xsl:call-template></fo:basic-link></fo:block>
  </xsl:template>

  <!-- The page -->

  <xsl:template name="contacts">
    <xsl:if test="$institutions or $partners or $forms">
      <fo:page-sequence master-reference="pages" force-page-count="no-force">
        <xsl:call-template name="heads"/>
        <fo:flow flow-name="xsl-region-body" xsl:use-attribute-sets="find" color="{$ink}">
          <xsl:if test="$institutions or $partners">
            <xsl:call-template name="page-title"><xsl:with-param name="id" select="'contacts'"/></xsl:call-template>
            <fo:block space-after="{0.5 * $u}pt" end-indent="{2 * $u}pt"><xsl:call-template name="say"><xsl:with-param name="key" select="'contacts.intro'"/></xsl:call-template></fo:block>
            <xsl:if test="$institutions"><xsl:call-template name="cards"/></xsl:if>
            <xsl:apply-templates select="$partners" mode="card"/>
          </xsl:if>
          <xsl:if test="$forms"><xsl:call-template name="forms"/></xsl:if>
        </fo:flow>
      </fo:page-sequence>
    </xsl:if>
  </xsl:template>

  <!-- A page title with what the running heads say. -->
  <xsl:template name="page-title">
    <xsl:param name="id"/>
    <xsl:variable name="title"><xsl:call-template name="say"><xsl:with-param name="key" select="concat($id, '.title')"/></xsl:call-template></xsl:variable>
    <fo:block xsl:use-attribute-sets="h1" id="{$id}">
      <xsl:call-template name="markers"><xsl:with-param name="subject" select="$title"/></xsl:call-template>
      <xsl:copy-of select="$title"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="cards">
    <fo:table xsl:use-attribute-sets="places">
      <fo:table-column column-width="{11 * $u}pt"/>
      <fo:table-column column-width="{$u}pt"/>
      <fo:table-column column-width="{11 * $u}pt"/>
      <fo:table-body role="NonStruct">
        <xsl:for-each select="$institutions[position() mod 2 = 1]">
          <xsl:variable name="at" select="2 * position() - 1"/>
          <fo:table-row role="NonStruct" keep-together.within-column="always">
            <xsl:apply-templates select="." mode="card"/>
            <fo:table-cell role="NonStruct"><fo:block/></fo:table-cell>
            <xsl:apply-templates select="$institutions[$at + 1]" mode="card"/>
            <xsl:if test="not($institutions[$at + 1])"><fo:table-cell role="NonStruct"><fo:block/></fo:table-cell></xsl:if>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template match="b:institution" mode="card">
    <fo:table-cell xsl:use-attribute-sets="rule-head long-words" role="Div" padding-after="{$u}pt">
      <fo:block id="{@anchor}" role="H2" font-weight="700" text-align-last="justify">
        <xsl:if test="@at"><xsl:attribute name="fp:at"><xsl:value-of select="@at"/></xsl:attribute></xsl:if>
        <xsl:call-template name="card-name"/>
        <xsl:text> </xsl:text>
        <fo:leader leader-pattern="space" leader-length.minimum="0pt" leader-length.optimum="{$u}pt" leader-length.maximum="100%"/>
        <xsl:call-template name="card-tiles"/>
      </fo:block>
      <xsl:if test="not(b:contact) and @abbreviation"><fo:block><xsl:value-of select="@name"/></fo:block></xsl:if>
      <xsl:for-each select="b:contact[(not(@lang) or @lang = $lang or not(../b:contact[not(@lang) or @lang = $lang])) and not(@name = preceding-sibling::b:contact/@name)]">
        <fo:block role="Div">
          <xsl:choose>
            <xsl:when test="position() = 1"><xsl:apply-templates select="." mode="where"/></xsl:when>
            <xsl:otherwise>
              <fo:block space-before="{0.5 * $u}pt"><xsl:value-of select="@name"/></fo:block>
              <xsl:if test="@address"><fo:block><xsl:value-of select="@address"/></fo:block></xsl:if>
            </xsl:otherwise>
          </xsl:choose>
          <xsl:apply-templates select="." mode="how"/>
        </fo:block>
      </xsl:for-each>
      <xsl:if test="@website and not(b:contact/@web)"><xsl:call-template name="card-web"><xsl:with-param name="web" select="@website"/></xsl:call-template></xsl:if>
      <xsl:if test="b:former">
        <fo:block xsl:use-attribute-sets="fine">
          <xsl:call-template name="say">
            <xsl:with-param name="key" select="'contact.former'"/>
            <xsl:with-param name="name"><xsl:for-each select="b:former"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:value-of select="@name"/></xsl:for-each></xsl:with-param>
          </xsl:call-template>
        </fo:block>
      </xsl:if>
    </fo:table-cell>
  </xsl:template>

  <!-- The institution over there: a card across the page. -->
  <xsl:template match="b:partners/b:contact" mode="card">
    <fo:block xsl:use-attribute-sets="rule-head" role="Div" fp:at="{@at}" space-before="{0.5 * $u}pt" keep-together.within-column="always">
      <fo:block font-weight="700" role="H2"><xsl:value-of select="@name"/></fo:block>
      <fo:block>
        <xsl:call-template name="say"><xsl:with-param name="key" select="'contact.partner'"/></xsl:call-template>
        <xsl:if test="@address">: <xsl:value-of select="@address"/></xsl:if>
      </fo:block>
      <xsl:apply-templates select="." mode="how"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="forms">
    <xsl:choose>
      <xsl:when test="$institutions or $partners">
        <fo:block space-before="{2 * $u}pt"/>
        <xsl:call-template name="page-title"><xsl:with-param name="id" select="'forms'"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="page-title"><xsl:with-param name="id" select="'forms'"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
    <fo:table xsl:use-attribute-sets="table" space-before="{0.5 * $u}pt">
      <fo:table-column column-width="{6 * $u}pt"/>
      <fo:table-column column-width="{4 * $u}pt"/>
      <fo:table-column column-width="{7.5 * $u}pt"/>
      <fo:table-column column-width="{5.5 * $u}pt"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'forms.number'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'forms.former'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'forms.purpose'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'forms.issuer'"/></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$forms">
          <fo:table-row keep-together.within-column="always" fp:at="{@at}">
            <fo:table-cell xsl:use-attribute-sets="cell-row" fox:header="true"><fo:block id="form-{@id}" font-weight="700"><xsl:value-of select="@number"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row"><fo:block><xsl:value-of select="@former"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row"><fo:block><xsl:copy-of select="@xml:lang"/><xsl:value-of select="."/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row">
              <fo:block><xsl:if test="@issuer"><xsl:call-template name="institution-name"><xsl:with-param name="key" select="@issuer"/></xsl:call-template></xsl:if></fo:block>
            </fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="head-cell">
    <xsl:param name="key"/>
    <xsl:param name="align" select="'start'"/>
    <fo:table-cell xsl:use-attribute-sets="cell-head">
      <xsl:if test="$align = 'end'"><xsl:attribute name="padding-end">0pt</xsl:attribute></xsl:if>
      <fo:block text-align="{$align}"><xsl:call-template name="say"><xsl:with-param name="key" select="$key"/></xsl:call-template></fo:block>
    </fo:table-cell>
  </xsl:template>
</xsl:stylesheet>
