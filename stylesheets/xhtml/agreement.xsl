<?xml version="1.0" encoding="UTF-8"?>
<!-- The instruments at a glance, and the pages about them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:epub="http://www.idpf.org/2007/ops" xmlns:b="urn:fichepress:brochure:1" xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:t="urn:fichepress:text:1" exclude-result-prefixes="b h t">

  <xsl:template name="agreement-section">
    <section id="agreement" data-file="agreement" epub:type="introduction" role="doc-introduction">
      <xsl:call-template name="titled"><xsl:with-param name="key" select="concat($agreement-words, '.title')"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="$agreements"><xsl:apply-templates select="$agreements"/></xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="paragraph"><xsl:with-param name="key" select="concat('agreement.none.', substring('listed', 1, 6 * number($country/@code != 'other')), substring('other', 1, 5 * number($country/@code = 'other')))"/></xsl:call-template>
          <xsl:call-template name="paragraph"><xsl:with-param name="key" select="'agreement.none.what'"/></xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="other-texts"><xsl:with-param name="of" select="$announced"/><xsl:with-param name="key" select="'agreement.announced'"/></xsl:call-template>
      <xsl:call-template name="other-texts"><xsl:with-param name="of" select="$other-texts"/><xsl:with-param name="key" select="'agreement.others'"/></xsl:call-template>
    </section>
    <xsl:if test="$conventions">
      <section id="conventions" data-file="conventions" epub:type="introduction" role="doc-introduction">
        <xsl:call-template name="titled"><xsl:with-param name="id" select="'conventions'"/></xsl:call-template>
        <xsl:apply-templates select="$conventions"/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="other-texts">
    <xsl:param name="of"/>
    <xsl:param name="key"/>
    <xsl:if test="$of">
      <h2 id="{translate($key, '.', '-')}"><xsl:call-template name="say"><xsl:with-param name="key" select="$key"/></xsl:call-template></h2>
      <ul><xsl:for-each select="$of"><li><xsl:apply-templates select="." mode="title"/></li></xsl:for-each></ul>
    </xsl:if>
  </xsl:template>

  <xsl:template match="b:agreement">
    <h2 id="agreement-{@id}"><xsl:apply-templates select="." mode="title"/></h2>
    <table>
      <tbody>
        <xsl:variable name="earlier" select="key('agreement', b:replaces/@id)[b:in-force/@text][1]"/>
        <xsl:call-template name="fact"><xsl:with-param name="key" select="'time.earlier'"/><xsl:with-param name="value"><xsl:if test="$earlier"><xsl:value-of select="$earlier/b:in-force/@text"/></xsl:if></xsl:with-param></xsl:call-template>
        <xsl:call-template name="fact"><xsl:with-param name="key" select="concat('time.', substring('adopted', 1, 7 * number(@kind = 'eu_regulation')), substring('signed', 1, 6 * number(@kind != 'eu_regulation')))"/><xsl:with-param name="value" select="string(b:signed/@text)"/></xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="key" select="concat('time.in-force', substring('.provisional', 1, 12 * number(b:in-force/@provisional = 'true')))"/>
          <xsl:with-param name="value" select="string(b:in-force/@text)"/>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="key" select="'fact.persons'"/>
          <xsl:with-param name="value">
            <xsl:variable name="persons"><xsl:apply-templates select="b:persons" mode="words"/></xsl:variable>
            <xsl:value-of select="$persons"/>
            <xsl:if test="string($persons)">; </xsl:if>
            <xsl:apply-templates select="b:nationality" mode="words"/>
          </xsl:with-param>
        </xsl:call-template>
        <xsl:if test="b:posting/@kind != 'unknown'">
          <xsl:call-template name="fact">
            <xsl:with-param name="key" select="'fact.posting'"/>
            <xsl:with-param name="value">
              <xsl:apply-templates select="b:posting" mode="words"/>
              <xsl:variable name="self"><xsl:call-template name="say-if-known"><xsl:with-param name="key" select="concat('posting.self.', b:posting/@self-employed)"/></xsl:call-template></xsl:variable>
              <xsl:if test="string($self)">; <xsl:value-of select="$self"/></xsl:if>
            </xsl:with-param>
          </xsl:call-template>
        </xsl:if>
        <xsl:call-template name="fact"><xsl:with-param name="key" select="'fact.certificate'"/><xsl:with-param name="value"><xsl:apply-templates select="b:certificate" mode="words"/></xsl:with-param></xsl:call-template>
        <xsl:call-template name="fact"><xsl:with-param name="key" select="'fact.pension'"/><xsl:with-param name="value"><xsl:apply-templates select="b:pension" mode="words"/></xsl:with-param></xsl:call-template>
        <xsl:call-template name="fact"><xsl:with-param name="key" select="'fact.health'"/><xsl:with-param name="value" select="string(b:health/@form)"/></xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="key" select="'fact.partner'"/>
          <xsl:with-param name="value">
            <xsl:for-each select="b:partner">
              <xsl:if test="position() &gt; 1">, </xsl:if>
              <span><xsl:copy-of select="@xml:lang"/><xsl:value-of select="@name"/></span>
            </xsl:for-each>
          </xsl:with-param>
        </xsl:call-template>
      </tbody>
    </table>
    <table>
      <caption><xsl:call-template name="say"><xsl:with-param name="key" select="'branch.settled'"/></xsl:call-template></caption>
      <thead>
        <tr>
          <xsl:call-template name="th"><xsl:with-param name="key" select="'branch'"/></xsl:call-template>
          <xsl:call-template name="th"><xsl:with-param name="key" select="'branch.settled'"/></xsl:call-template>
        </tr>
      </thead>
      <tbody>
        <xsl:for-each select="b:branch">
          <xsl:sort select="@number" data-type="number"/>
          <tr>
            <th scope="row" id="branch-{@key}-{../@id}">
              <xsl:call-template name="tile"><xsl:with-param name="number" select="@number"/></xsl:call-template>
              <xsl:variable name="name"><xsl:call-template name="say"><xsl:with-param name="key" select="concat('branch.', @key)"/></xsl:call-template></xsl:variable>
              <xsl:choose>
                <xsl:when test="key('chapter', @subject)"><a href="#{key('chapter', @subject)/@id}"><xsl:value-of select="$name"/></a></xsl:when>
                <xsl:otherwise><xsl:value-of select="$name"/></xsl:otherwise>
              </xsl:choose>
            </th>
            <td><xsl:call-template name="say"><xsl:with-param name="key" select="concat('covered.', @covered)"/></xsl:call-template></td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:template>

  <xsl:template name="fact">
    <xsl:param name="key"/>
    <xsl:param name="value"/>
    <xsl:if test="string($value)">
      <tr>
        <th scope="row" id="{translate($key, '.', '-')}-{@id}"><xsl:call-template name="say"><xsl:with-param name="key" select="$key"/></xsl:call-template></th>
        <td><xsl:copy-of select="$value"/></td>
      </tr>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
