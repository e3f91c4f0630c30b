<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapters and fiches; the prose is copied but for what only the press needs. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:epub="http://www.idpf.org/2007/ops" xmlns:b="urn:fichepress:brochure:1" xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:t="urn:fichepress:text:1" exclude-result-prefixes="b h t">

  <xsl:template match="b:chapter">
    <xsl:variable name="colour"><xsl:call-template name="colour"><xsl:with-param name="number" select="@number"/></xsl:call-template></xsl:variable>
    <section id="{@id}" data-file="chapter-{count(preceding-sibling::*) + 1}" epub:type="chapter" role="doc-chapter" class="{$colour}">
      <xsl:call-template name="band"/>
      <h1><xsl:value-of select="key('subject', @subject)/@label"/></h1>
      <xsl:if test="@number &lt;= 9">
        <p class="lead"><xsl:call-template name="say"><xsl:with-param name="key" select="concat('summary.', @number)"/></xsl:call-template></p>
      </xsl:if>
      <xsl:apply-templates select="b:fiche"/>
    </section>
  </xsl:template>

  <!-- The subject's row of the cover: no words, so nothing to read aloud. -->
  <xsl:template name="band">
    <div class="band" aria-hidden="true">
      <xsl:for-each select="$rows[@subject = current()/@subject]/bar">
        <xsl:variable name="bar" select="."/>
        <xsl:for-each select="$columns[@number &gt;= $bar/@start and @number &lt; $bar/@start + $bar/@span]">
          <xsl:variable name="state"><xsl:choose>
            <xsl:when test="not($bar/answer)">gap</xsl:when>
            <xsl:when test="position() = last()">on end</xsl:when>
            <xsl:otherwise>on</xsl:otherwise>
          </xsl:choose></xsl:variable>
          <span class="w{@weight} {$state}"/>
        </xsl:for-each>
      </xsl:for-each>
      <span class="number"><xsl:value-of select="@number"/></span>
    </div>
  </xsl:template>

  <xsl:template match="b:fiche">
    <section id="fiche-{@id}" class="fiche">
      <xsl:copy-of select="@xml:lang"/>
      <xsl:apply-templates select="b:title"/>
      <p class="applies" id="applies-{@id}" xml:lang="{$lang}">
        <xsl:call-template name="say"><xsl:with-param name="key" select="'applies'"/></xsl:call-template>
        <xsl:text> </xsl:text>
        <xsl:apply-templates select="b:applies" mode="words"/>
      </p>
      <xsl:call-template name="document"/>
    </section>
  </xsl:template>

  <xsl:template match="b:page">
    <section id="page-{@id}" class="fiche">
      <xsl:copy-of select="@xml:lang"/>
      <xsl:apply-templates select="b:title"/>
      <xsl:call-template name="document"/>
    </section>
  </xsl:template>

  <xsl:template match="b:title"><h2 id="{@id}"><xsl:value-of select="normalize-space()"/></h2></xsl:template>

  <xsl:template name="document">
    <xsl:if test="b:fallback">
      <section class="callout" role="doc-notice" xml:lang="{$lang}">
        <p class="kind" id="fallback-{@id}"><xsl:call-template name="say"><xsl:with-param name="key" select="'note'"/></xsl:call-template></p>
        <p><xsl:apply-templates select="b:fallback" mode="words"/></p>
      </section>
    </xsl:if>
    <xsl:if test="b:summary"><div class="lead"><xsl:apply-templates select="b:summary/*"/></div></xsl:if>
    <xsl:apply-templates select="b:introduction/*"/>
    <xsl:apply-templates select="b:description/*"/>
    <xsl:if test="b:hang">
      <section class="callout" role="doc-notice">
        <p class="kind" id="note-{@id}" xml:lang="{$lang}"><xsl:call-template name="say"><xsl:with-param name="key" select="'note'"/></xsl:call-template></p>
        <xsl:apply-templates select="b:hang/*"/>
      </section>
    </xsl:if>
    <xsl:apply-templates select="b:links | b:see"/>
    <xsl:if test="b:contact-ref">
      <ul class="contacts" xml:lang="{$lang}">
        <xsl:for-each select="b:contact-ref">
          <xsl:variable name="below" select=".."/>
          <xsl:for-each select="key('institution', @institution)[1]">
            <li id="{@anchor}-{$below/@id}">
              <a href="#{@anchor}"><xsl:call-template name="institution-name"><xsl:with-param name="key" select="@key"/></xsl:call-template></a>
              <xsl:apply-templates select="key('contact-general', @key)[1]" mode="line"/>
            </li>
          </xsl:for-each>
        </xsl:for-each>
      </ul>
    </xsl:if>
    <p class="last" id="last-{@id}" xml:lang="{$lang}"><xsl:apply-templates select="." mode="last-line"/> · <span class="code" xml:lang="und"><xsl:value-of select="@short"/></span></p>
  </xsl:template>

  <xsl:template match="b:links">
    <h3 id="links-{../@id}" xml:lang="{$lang}"><xsl:call-template name="say"><xsl:with-param name="key" select="'links'"/></xsl:call-template></h3>
    <ul><xsl:for-each select="b:link"><li id="link-{position()}-{../../@id}"><xsl:copy-of select="@xml:lang"/><a href="{@href}"><xsl:value-of select="@text"/></a></li></xsl:for-each></ul>
  </xsl:template>

  <xsl:template match="b:see">
    <h3 id="see-{../@id}" xml:lang="{$lang}"><xsl:call-template name="say"><xsl:with-param name="key" select="'see'"/></xsl:call-template></h3>
    <ul>
      <xsl:for-each select="b:ref">
        <xsl:variable name="fiche" select="key('fiche', @fiche)"/>
        <li id="see-{position()}-{../../@id}" xml:lang="{$fiche/ancestor-or-self::*[@xml:lang][1]/@xml:lang}"><a href="#fiche-{@fiche}"><xsl:value-of select="$fiche/b:title"/></a></li>
      </xsl:for-each>
    </ul>
  </xsl:template>

  <!-- Prose -->

  <xsl:template match="h:*">
    <xsl:element name="{local-name()}">
      <xsl:copy-of select="@id | @xml:lang | @dir | @title | @colspan | @rowspan"/>
      <xsl:if test="self::h:th"><xsl:call-template name="scope"/></xsl:if>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template name="scope">
    <xsl:attribute name="scope">
      <xsl:choose>
        <xsl:when test="@scope"><xsl:value-of select="@scope"/></xsl:when>
        <xsl:when test="ancestor::h:thead">col</xsl:when>
        <xsl:otherwise>row</xsl:otherwise>
      </xsl:choose>
    </xsl:attribute>
  </xsl:template>

  <xsl:template match="h:blockquote"><div class="callout"><xsl:copy-of select="@id | @xml:lang | @dir"/><xsl:apply-templates/></div></xsl:template>
  <xsl:template match="h:blockquote[@data-callout]">
    <section class="callout" role="doc-notice">
      <xsl:copy-of select="@id | @xml:lang | @dir"/>
      <p class="kind" xml:lang="{$lang}">
        <xsl:call-template name="say"><xsl:with-param name="key"><xsl:apply-templates select="@data-callout" mode="word"/></xsl:with-param></xsl:call-template>
      </p>
      <xsl:apply-templates/>
    </section>
  </xsl:template>
  <xsl:template match="h:blockquote[@data-callout = 'deadline']/h:p[1][not(preceding-sibling::*) and following-sibling::* and count(node()) = 1 and (h:strong or h:b)]">
    <p class="span"><xsl:copy-of select="@id | @xml:lang | @dir"/><xsl:apply-templates select="*/node()"/></p>
  </xsl:template>
  <xsl:template match="h:colgroup"/>
  <xsl:template match="h:br"><br/></xsl:template>
  <xsl:template match="h:hr"><hr/></xsl:template>
  <xsl:template match="h:img"><img src="{@src}" alt="{@alt}"><xsl:copy-of select="@xml:lang | @title"/></img></xsl:template>
  <xsl:template match="h:span"><span><xsl:copy-of select="@class | @xml:lang | @dir | @title"/><xsl:apply-templates/></span></xsl:template>

  <xsl:template match="h:a">
    <xsl:choose>
      <xsl:when test="@href and (not(starts-with(@href, '#')) or key('anchor', substring-after(@href, '#')))">
        <a href="{@href}"><xsl:copy-of select="@id | @xml:lang | @dir | @title"/><xsl:apply-templates/></a>
      </xsl:when>
      <xsl:otherwise><span><xsl:copy-of select="@id | @xml:lang | @dir"/><xsl:apply-templates/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
