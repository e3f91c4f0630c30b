<?xml version="1.0" encoding="UTF-8"?>
<!-- Cover, imprint, the empty lists of navigation, find your page. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:epub="http://www.idpf.org/2007/ops" xmlns:b="urn:fichepress:brochure:1" xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:t="urn:fichepress:text:1" exclude-result-prefixes="b h t">

  <xsl:template name="cover">
    <section id="cover" data-file="cover" epub:type="cover">
      <xsl:attribute name="aria-label"><xsl:call-template name="say"><xsl:with-param name="key" select="'cover'"/></xsl:call-template></xsl:attribute>
      <img src="cover.png" role="doc-cover">
        <xsl:attribute name="alt">
          <xsl:call-template name="brochure-title"/>
          <xsl:text>. </xsl:text>
          <xsl:if test="$rows and $statuses"><xsl:call-template name="field-words"/></xsl:if>
        </xsl:attribute>
      </img>
    </section>
  </xsl:template>

  <xsl:template name="imprint">
    <section id="imprint" data-file="imprint" epub:type="copyright-page">
      <h1><xsl:call-template name="brochure-title"/></h1>
      <xsl:if test="$is-sample">
        <section class="callout" role="doc-notice">
          <p class="kind"><xsl:call-template name="say"><xsl:with-param name="key" select="'sample.word'"/></xsl:call-template></p>
          <xsl:call-template name="paragraph"><xsl:with-param name="key" select="'sample.notice'"/></xsl:call-template>
        </section>
      </xsl:if>
      <h2 id="imprint-use"><xsl:call-template name="say"><xsl:with-param name="key" select="'imprint.use.title'"/></xsl:call-template></h2>
      <p>
        <xsl:call-template name="say">
          <xsl:with-param name="key" select="'imprint.use.screen'"/>
          <xsl:with-param name="page"><a href="#find"><xsl:call-template name="say"><xsl:with-param name="key" select="'find.title'"/></xsl:call-template></a></xsl:with-param>
        </xsl:call-template>
      </p>
      <h2 id="imprint-limits"><xsl:call-template name="say"><xsl:with-param name="key" select="'imprint.limits.title'"/></xsl:call-template></h2>
      <xsl:call-template name="paragraph"><xsl:with-param name="key" select="'imprint.limits'"/></xsl:call-template>
      <table>
        <tbody>
          <xsl:call-template name="imprint-row"><xsl:with-param name="key" select="'imprint.title'"/><xsl:with-param name="value"><xsl:call-template name="brochure-title"/></xsl:with-param></xsl:call-template>
          <xsl:call-template name="imprint-row"><xsl:with-param name="key" select="'imprint.language'"/><xsl:with-param name="value"><xsl:call-template name="language-name"/></xsl:with-param></xsl:call-template>
          <xsl:call-template name="imprint-row"><xsl:with-param name="key" select="'imprint.situation'"/><xsl:with-param name="value" select="$edition/@text"/></xsl:call-template>
          <xsl:call-template name="imprint-row"><xsl:with-param name="key" select="'imprint.edition'"/><xsl:with-param name="value" select="$edition/@id"/></xsl:call-template>
          <xsl:call-template name="imprint-row"><xsl:with-param name="key" select="'imprint.publisher'"/><xsl:with-param name="value" select="$edition/@publisher"/></xsl:call-template>
          <xsl:call-template name="imprint-row"><xsl:with-param name="key" select="'imprint.rights'"/><xsl:with-param name="value" select="$edition/@rights"/></xsl:call-template>
          <xsl:call-template name="imprint-row"><xsl:with-param name="key" select="'imprint.accessibility'"/><xsl:with-param name="value"><xsl:for-each select="$edition/@accessibility-statement"><a href="{.}"><xsl:value-of select="."/></a></xsl:for-each></xsl:with-param></xsl:call-template>
          <xsl:call-template name="imprint-row"><xsl:with-param name="key" select="'imprint.identifier'"/><xsl:with-param name="value"><span class="code"><xsl:value-of select="$edition/@identifier"/></span></xsl:with-param></xsl:call-template>
        </tbody>
      </table>
    </section>
  </xsl:template>

  <!-- A datum that is unknown has no row. -->
  <xsl:template name="imprint-row">
    <xsl:param name="key"/>
    <xsl:param name="value"/>
    <xsl:if test="string($value)">
      <tr>
        <th scope="row"><xsl:call-template name="say"><xsl:with-param name="key" select="$key"/></xsl:call-template></th>
        <td><xsl:value-of select="$value"/></td>
      </tr>
    </xsl:if>
  </xsl:template>

  <xsl:template name="navigation">
    <nav epub:type="toc" role="doc-toc"><xsl:call-template name="nav-title"><xsl:with-param name="key" select="'contents.title'"/><xsl:with-param name="level" select="'h1'"/></xsl:call-template></nav>
    <nav epub:type="landmarks" hidden="hidden"><xsl:call-template name="nav-title"><xsl:with-param name="key" select="'landmarks'"/></xsl:call-template></nav>
    <nav epub:type="page-list" role="doc-pagelist" hidden="hidden"><xsl:call-template name="nav-title"><xsl:with-param name="key" select="'page-list'"/></xsl:call-template></nav>
  </xsl:template>

  <xsl:template name="nav-title">
    <xsl:param name="key"/>
    <xsl:param name="level" select="'h2'"/>
    <xsl:variable name="title"><xsl:call-template name="say"><xsl:with-param name="key" select="$key"/></xsl:call-template></xsl:variable>
    <xsl:attribute name="aria-label"><xsl:value-of select="$title"/></xsl:attribute>
    <xsl:element name="{$level}">
      <xsl:if test="$level = 'h1'"><xsl:attribute name="id">contents</xsl:attribute></xsl:if>
      <xsl:value-of select="$title"/>
    </xsl:element>
  </xsl:template>

  <!-- Each cell leads to its fiches, named by their numbers in the brochure. -->
  <xsl:template name="find">
    <section id="find" data-file="find" epub:type="index" role="doc-index">
      <xsl:call-template name="titled"><xsl:with-param name="id" select="'find'"/></xsl:call-template>
      <xsl:call-template name="paragraph"><xsl:with-param name="key" select="'find.intro.screen'"/></xsl:call-template>
      <xsl:if test="$rows and $statuses">
        <table class="find">
          <caption><xsl:call-template name="say"><xsl:with-param name="key" select="'find.title'"/></xsl:call-template></caption>
          <thead>
            <tr>
              <xsl:call-template name="th"><xsl:with-param name="key" select="'subject'"/></xsl:call-template>
              <xsl:for-each select="$statuses"><th scope="col"><xsl:value-of select="@label"/></th></xsl:for-each>
            </tr>
          </thead>
          <tbody>
            <xsl:for-each select="$brochure/b:grid/b:row">
              <xsl:variable name="subject" select="key('subject', @subject)"/>
              <tr>
                <xsl:attribute name="class"><xsl:call-template name="colour"><xsl:with-param name="number" select="$subject/@number"/></xsl:call-template></xsl:attribute>
                <th scope="row" id="find-{$subject/@number}">
                  <xsl:call-template name="tile"><xsl:with-param name="number" select="$subject/@number"/></xsl:call-template>
                  <xsl:value-of select="$subject/@label"/>
                </th>
                <xsl:for-each select="b:cell">
                  <td data-status="{key('status', @status)/@label}">
                    <xsl:if test="not(b:answer)"><xsl:attribute name="class">gap</xsl:attribute>–</xsl:if>
                    <xsl:for-each select="b:answer">
                      <xsl:if test="position() &gt; 1"><br/></xsl:if>
                      <a href="#fiche-{@fiche}" title="{key('fiche', @fiche)/b:title}"><xsl:value-of select="key('fiche', @fiche)/@number"/></a>
                    </xsl:for-each>
                  </td>
                </xsl:for-each>
              </tr>
            </xsl:for-each>
          </tbody>
        </table>
        <xsl:if test="$brochure/b:grid/b:row/b:cell[@state = 'gap']">
          <p>–: <xsl:call-template name="say"><xsl:with-param name="key" select="'find.none'"/></xsl:call-template></p>
        </xsl:if>
      </xsl:if>
      <xsl:if test="count($statuses) &gt; 1"><xsl:call-template name="paragraph"><xsl:with-param name="key" select="'find.two'"/></xsl:call-template></xsl:if>
    </section>
  </xsl:template>
</xsl:stylesheet>
