<?xml version="1.0" encoding="UTF-8"?>
<!-- Contacts: cards of institutions, across the page below a fiche and two by two in the back; forms. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
    xmlns:fp="urn:fichepress:1" xmlns:b="urn:fichepress:brochure:1" exclude-result-prefixes="b">

  <!-- Tables that only place things are no tables to whoever listens. -->
  <xsl:attribute-set name="places" use-attribute-sets="table">
    <xsl:attribute name="role">Div</xsl:attribute>
  </xsl:attribute-set>

  <xsl:template match="b:institution" mode="card-wide">
    <xsl:param name="below"/> <!-- the fiche -->
    <xsl:variable name="contact" select="key('contact-general', @key)[1]"/>
    <xsl:variable name="office"><xsl:apply-templates select="$contact" mode="office"/></xsl:variable>
    <fo:table xsl:use-attribute-sets="places rule-head" keep-together.within-column="always" keep-with-next.within-column="always" space-after="{$u - $pt}pt">
      <fo:table-column column-width="{12.5 * $u}pt"/>
      <fo:table-column column-width="{10.5 * $u}pt"/>
      <fo:table-body role="NonStruct">
        <fo:table-row role="NonStruct" keep-together.within-column="always">
          <fo:table-cell xsl:use-attribute-sets="long-words" role="Div" padding-end="{0.5 * $u}pt">
            <fo:block id="{@anchor}-{$below/@id}" font-weight="700">
              <fo:basic-link internal-destination="{@anchor}"><xsl:call-template name="card-name"/></fo:basic-link>
              <xsl:call-template name="card-tiles"/>
            </fo:block>
            <!-- The full name stands on the page of contacts, and here where there is no office to name. -->
            <xsl:choose>
              <xsl:when test="string($office)"><fo:block><xsl:value-of select="$office"/></fo:block></xsl:when>
              <xsl:when test="@abbreviation"><fo:block><xsl:value-of select="@name"/></fo:block></xsl:when>
            </xsl:choose>
            <xsl:apply-templates select="$contact/@address"/>
            <xsl:call-template name="card-unknown"/>
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

  <xsl:template name="card-unknown">
    <xsl:if test="b:contact and not(key('contact-general', @key))">
      <fo:block xsl:use-attribute-sets="fine"><xsl:call-template name="say"><xsl:with-param name="key" select="'contact.unknown'"/></xsl:call-template></fo:block>
    </xsl:if>
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

  <!-- By which ways; news: those of them that no contact above has said. -->
  <xsl:template match="b:contact" mode="how">
    <xsl:param name="news" select="@*"/>
    <xsl:if test="$news[name() = 'phone' or name() = 'phone-abroad']">
      <fo:list-block provisional-distance-between-starts="{66 * $pt}pt" provisional-label-separation="{3 * $pt}pt">
        <xsl:apply-templates select="$news[name() = 'phone']"/>
        <xsl:apply-templates select="$news[name() = 'phone-abroad']"/>
      </fo:list-block>
    </xsl:if>
    <xsl:apply-templates select="$news[name() = 'email']"/>
    <xsl:for-each select="$news[name() = 'web']"><xsl:call-template name="card-web"><xsl:with-param name="web" select="."/></xsl:call-template></xsl:for-each>
  </xsl:template>

  <xsl:template match="b:contact/@email">
    <fo:block><fo:basic-link external-destination="url('mailto:{.}')" xsl:use-attribute-sets="link"><xsl:value-of select="."/></fo:basic-link></fo:block>
  </xsl:template>

  <!-- Street and town break only behind a comma. -->
  <xsl:template match="b:contact/@address"><fo:block><xsl:call-template name="address"/></fo:block></xsl:template>

  <xsl:template name="address">
    <xsl:param name="text" select="string()"/>
    <xsl:variable name="part" select="substring-before(concat($text, ', '), ', ')"/>
    <xsl:variable name="rest" select="substring-after($text, ', ')"/>
    <xsl:choose>
      <xsl:when test="string-length($part) &lt;= 28"><xsl:value-of select="translate($part, ' ', '&#160;')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$part"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="string($rest)">
      <xsl:text>, </xsl:text>
      <xsl:call-template name="address"><xsl:with-param name="text" select="$rest"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="@phone | @phone-abroad">
    <fo:list-item relative-align="baseline">
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
    <fo:table-cell xsl:use-attribute-sets="rule-head long-words" role="Div" padding-after="{$u - $pt}pt">
      <fo:block id="{@anchor}" role="H2" font-weight="700" text-align-last="justify">
        <xsl:if test="@at"><xsl:attribute name="fp:at"><xsl:value-of select="@at"/></xsl:attribute></xsl:if>
        <xsl:call-template name="card-name"/>
        <xsl:text> </xsl:text>
        <fo:leader leader-pattern="space" leader-length.minimum="0pt" leader-length.optimum="{$u}pt" leader-length.maximum="100%"/>
        <xsl:call-template name="card-tiles"/>
      </fo:block>
      <xsl:if test="@abbreviation"><fo:block><xsl:value-of select="@name"/></fo:block></xsl:if>
      <xsl:call-template name="card-unknown"/>
      <xsl:apply-templates select="key('contact-shown', @key)" mode="office-below"/>
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

  <xsl:template match="b:contact" mode="office-below">
    <xsl:variable name="at" select="position()"/>
    <xsl:variable name="told" select="key('contact-shown', ../@key)[position() &lt; $at]/@*"/>
    <xsl:variable name="news" select="(@address | @phone | @phone-abroad | @email | @web)[not(. = $told)]"/>
    <xsl:variable name="office"><xsl:apply-templates select="." mode="office"/></xsl:variable>
    <xsl:if test="$news">
      <fo:block role="Div">
        <xsl:if test="$told or not(key('contact-general', ../@key))"><xsl:attribute name="space-before"><xsl:value-of select="0.5 * $u"/>pt</xsl:attribute></xsl:if>
        <xsl:if test="string($office)"><fo:block><xsl:value-of select="$office"/></fo:block></xsl:if>
        <xsl:apply-templates select="$news[name() = 'address']"/>
        <xsl:apply-templates select="." mode="how"><xsl:with-param name="news" select="$news"/></xsl:apply-templates>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <!-- The institution over there: a card across the page. -->
  <xsl:template match="b:partners/b:contact" mode="card">
    <fo:block xsl:use-attribute-sets="rule-head" role="Div" fp:at="{@at}" space-before="{0.5 * $u}pt" keep-together.within-column="always">
      <fo:block id="partner-{count(preceding-sibling::*) + 1}" font-weight="700" role="H2"><xsl:if test="@lang"><xsl:attribute name="xml:lang"><xsl:value-of select="@lang"/></xsl:attribute></xsl:if><xsl:value-of select="@name"/></fo:block>
      <fo:block><xsl:call-template name="say"><xsl:with-param name="key" select="'contact.partner'"/></xsl:call-template></fo:block>
      <xsl:apply-templates select="@address"/>
      <xsl:apply-templates select="." mode="how"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="forms">
    <xsl:if test="$institutions or $partners"><fo:block space-before="{2 * $u}pt"/></xsl:if>
    <xsl:call-template name="page-title"><xsl:with-param name="id" select="'forms'"/></xsl:call-template>
    <fo:table xsl:use-attribute-sets="table">
      <fo:table-column column-width="{7 * $u}pt"/>
      <fo:table-column column-width="{10.5 * $u}pt"/>
      <fo:table-column column-width="{5.5 * $u}pt"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'forms.number'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'forms.purpose'"/></xsl:call-template>
          <xsl:call-template name="head-cell"><xsl:with-param name="key" select="'forms.issuer'"/></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$forms">
          <fo:table-row keep-together.within-column="always" fp:at="{@at}">
            <xsl:call-template name="row-keeps"/>
            <fo:table-cell xsl:use-attribute-sets="cell-row" fox:header="true">
              <fo:block id="form-{@id}" font-weight="700"><xsl:value-of select="@number"/></fo:block>
              <xsl:if test="@former">
                <fo:block xsl:use-attribute-sets="fine" line-height="{$u}pt">
                  <xsl:call-template name="say"><xsl:with-param name="key" select="'contact.former'"/><xsl:with-param name="name" select="string(@former)"/></xsl:call-template>
                </fo:block>
              </xsl:if>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row"><fo:block><xsl:copy-of select="@xml:lang"/><xsl:value-of select="."/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell-row" padding-end="0pt">
              <fo:block><xsl:if test="@issuer"><xsl:call-template name="institution-name"><xsl:with-param name="key" select="@issuer"/></xsl:call-template></xsl:if></fo:block>
            </fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- Neither the first row nor the last of a table that is broken stands alone. -->
  <xsl:template name="row-keeps">
    <xsl:if test="position() = 1 and last() != 1"><xsl:attribute name="keep-with-next.within-column">always</xsl:attribute></xsl:if>
    <xsl:if test="position() = last() and last() != 1"><xsl:attribute name="keep-with-previous.within-column">always</xsl:attribute></xsl:if>
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
