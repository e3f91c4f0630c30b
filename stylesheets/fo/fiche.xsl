<?xml version="1.0" encoding="UTF-8"?>
<!-- A fiche, and a page of information or of an instrument, which has the same parts but for whom it applies. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fp="urn:fichepress:1" xmlns:b="urn:fichepress:brochure:1" exclude-result-prefixes="b">

  <xsl:template match="b:fiche">
    <fo:block id="fiche-{@id}" fp:at="{@at}" role="Sect">
      <xsl:copy-of select="@xml:lang"/>
      <xsl:choose>
        <xsl:when test="position() = 1"><xsl:attribute name="break-before">page</xsl:attribute></xsl:when>
        <xsl:otherwise><xsl:attribute name="space-before"><xsl:value-of select="3 * $u"/>pt</xsl:attribute></xsl:otherwise>
      </xsl:choose>
      <xsl:apply-templates select="b:title"/>
      <xsl:apply-templates select="b:applies"/>
      <xsl:call-template name="document"/>
    </fo:block>
  </xsl:template>

  <xsl:template match="b:page">
    <fo:block id="page-{@id}" fp:at="{@at}" role="Sect">
      <xsl:copy-of select="@xml:lang"/>
      <xsl:attribute name="space-before"><xsl:value-of select="$u * (1 + 2 * number(position() != 1))"/>pt</xsl:attribute>
      <xsl:apply-templates select="b:title"/>
      <xsl:call-template name="document"/>
    </fo:block>
  </xsl:template>

  <xsl:template match="b:title">
    <fo:block xsl:use-attribute-sets="h2" id="{@id}" fp:at="{@at}" space-after="{0.5 * $u * number(not(../b:applies))}pt">
      <xsl:call-template name="title-lines"><xsl:with-param name="text" select="normalize-space()"/></xsl:call-template>
    </fo:block>
  </xsl:template>

  <!-- A line holds some 42 letters. The line ends behind a colon when that makes no line more. -->
  <xsl:template name="title-lines">
    <xsl:param name="text"/>
    <xsl:variable name="head" select="substring-before($text, ': ')"/>
    <xsl:variable name="tail" select="substring-after($text, ': ')"/>
    <xsl:choose>
      <xsl:when test="$head != '' and ceiling(string-length($head) div 42) + ceiling(string-length($tail) div 42) &lt;= ceiling(string-length($text) div 42)">
        <xsl:call-template name="title-text"><xsl:with-param name="text" select="concat($head, ':')"/></xsl:call-template>
        <xsl:text> </xsl:text>
        <fo:block/>
        <xsl:call-template name="title-text"><xsl:with-param name="text" select="$tail"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="title-text"><xsl:with-param name="text" select="$text"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A title ends with two words, when the two are no longer than `together`; a word of one or two letters stays with the next.
       A sign behind a space, as in French, is no word. -->
  <xsl:template name="title-text">
    <xsl:param name="text"/>
    <xsl:param name="together" select="34"/>
    <xsl:variable name="word" select="substring-before($text, ' ')"/>
    <xsl:variable name="rest" select="substring-after($text, ' ')"/>
    <xsl:choose>
      <xsl:when test="$rest = ''"><xsl:value-of select="$text"/></xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="$word"/>
        <xsl:choose>
          <xsl:when test="string-length($word) &lt;= 2 or not(contains(substring($rest, 1, string-length($rest) - 2), ' ')) and string-length($text) &lt;= $together">&#160;</xsl:when>
          <xsl:otherwise><xsl:text> </xsl:text></xsl:otherwise>
        </xsl:choose>
        <xsl:call-template name="title-text"><xsl:with-param name="text" select="$rest"/><xsl:with-param name="together" select="$together"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- One square for each status of the direction, full where the fiche applies; the words say the same. -->
  <xsl:template match="b:applies">
    <xsl:variable name="applies" select="."/>
    <xsl:variable name="full"><xsl:call-template name="tone"><xsl:with-param name="number" select="../../@number"/></xsl:call-template></xsl:variable>
    <xsl:variable name="half"><xsl:call-template name="tone"><xsl:with-param name="number" select="../../@number"/><xsl:with-param name="tone" select="'half'"/></xsl:call-template></xsl:variable>
    <fo:block id="applies-{../@id}" xsl:use-attribute-sets="find" xml:lang="{$lang}" space-after="{$u}pt" keep-with-next.within-column="always" keep-with-previous.within-column="always">
      <xsl:if test="count($statuses) &gt; 1">
        <fo:inline role="Artifact">
          <xsl:for-each select="$statuses">
            <fo:leader leader-pattern="rule" rule-style="solid" rule-thickness="{5.5 * $pt}pt" leader-length="{5.5 * $pt}pt">
              <xsl:attribute name="color">
                <xsl:choose><xsl:when test="$applies/b:status/@key = @key"><xsl:value-of select="$full"/></xsl:when><xsl:otherwise><xsl:value-of select="$half"/></xsl:otherwise></xsl:choose>
              </xsl:attribute>
            </fo:leader>
            <fo:leader leader-pattern="space" leader-length="{$pt}pt"/>
          </xsl:for-each>
          <fo:leader leader-pattern="space" leader-length="{3 * $pt}pt"/>
        </fo:inline>
      </xsl:if>
      <xsl:call-template name="say"><xsl:with-param name="key" select="'applies'"/></xsl:call-template>
      <xsl:text> </xsl:text>
      <xsl:apply-templates select="." mode="words"/>
    </fo:block>
  </xsl:template>

  <!-- Notice, summary, text, aside, links, contacts, last line. -->
  <xsl:template name="document">
    <xsl:apply-templates select="b:fallback"/>
    <xsl:apply-templates select="b:summary/*"/>
    <xsl:apply-templates select="b:introduction/*"/>
    <xsl:apply-templates select="b:description/*"/>
    <xsl:apply-templates select="b:hang"/>
    <xsl:apply-templates select="b:links"/>
    <xsl:apply-templates select="b:see"/>
    <fo:block role="NonStruct" xml:lang="{$lang}" keep-together.within-column="always" keep-with-previous.within-column="always" space-before="{$u}pt">
      <xsl:for-each select="b:contact-ref">
        <xsl:apply-templates select="key('institution', @institution)[1]" mode="card-wide"><xsl:with-param name="below" select=".."/></xsl:apply-templates>
      </xsl:for-each>
      <fo:block id="last-{@id}" xsl:use-attribute-sets="fine rule-row" padding-before="{2.85 * $pt}pt" text-align-last="justify" keep-with-previous.within-column="always">
        <xsl:apply-templates select="." mode="last-line"/>
        <xsl:text>&#160;</xsl:text>
        <fo:leader leader-pattern="space" leader-length.minimum="{0.5 * $u}pt" leader-length.optimum="{$u}pt" leader-length.maximum="100%"/>
        <fo:inline xml:lang="und"><xsl:value-of select="@short"/></fo:inline>
      </fo:block>
    </fo:block>
  </xsl:template>

  <xsl:template match="b:fiche/b:fallback | b:page/b:fallback">
    <fo:block xsl:use-attribute-sets="callout" xml:lang="{$lang}" space-after="{0.5 * $u}pt">
      <xsl:call-template name="callout-colour"/>
      <xsl:call-template name="callout-word"><xsl:with-param name="key" select="'note'"/><xsl:with-param name="id" select="concat('fallback-', ../@id)"/></xsl:call-template>
      <fo:block><xsl:apply-templates select="." mode="words"/></fo:block>
    </fo:block>
  </xsl:template>

  <xsl:template match="b:hang">
    <fo:block xsl:use-attribute-sets="callout" space-before="{0.5 * $u}pt" space-after="{0.5 * $u}pt">
      <xsl:call-template name="callout-colour"/>
      <fo:block role="NonStruct" xml:lang="{$lang}"><xsl:call-template name="callout-word"><xsl:with-param name="key" select="'note'"/><xsl:with-param name="id" select="concat('note-', ../@id)"/></xsl:call-template></fo:block>
      <xsl:apply-templates/>
    </fo:block>
  </xsl:template>

  <!-- In the colour of the chapter; outside chapters in that of the first subject. -->
  <xsl:template name="callout-colour">
    <xsl:attribute name="border-start-color">
      <xsl:call-template name="tone">
        <xsl:with-param name="number" select="concat(ancestor::b:chapter/@number, substring('1', 1, number(not(ancestor::b:chapter))))"/>
      </xsl:call-template>
    </xsl:attribute>
  </xsl:template>

  <xsl:template match="b:links">
    <fo:block id="links-{../@id}" xsl:use-attribute-sets="h3" role="H3" xml:lang="{$lang}"><xsl:call-template name="say"><xsl:with-param name="key" select="'links'"/></xsl:call-template></fo:block>
    <fo:list-block xsl:use-attribute-sets="list">
      <xsl:for-each select="b:link">
        <fo:list-item>
          <xsl:call-template name="dash"/>
          <fo:list-item-body start-indent="body-start()">
            <fo:block id="link-{position()}-{../../@id}" text-align="start" hyphenate="false">
              <xsl:copy-of select="@xml:lang"/>
              <fo:basic-link external-destination="url('{@href}')" xsl:use-attribute-sets="link"><xsl:value-of select="@text"/></fo:basic-link>
              <xsl:call-template name="address-note"/>
            </fo:block>
          </fo:list-item-body>
        </fo:list-item>
      </xsl:for-each>
    </fo:list-block>
  </xsl:template>

  <xsl:template match="b:see">
    <fo:block id="see-{../@id}" xsl:use-attribute-sets="h3" role="H3" xml:lang="{$lang}"><xsl:call-template name="say"><xsl:with-param name="key" select="'see'"/></xsl:call-template></fo:block>
    <fo:list-block xsl:use-attribute-sets="list" keep-together.within-column="always">
      <xsl:for-each select="b:ref">
        <xsl:variable name="fiche" select="key('fiche', @fiche)"/>
        <fo:list-item>
          <xsl:call-template name="dash"/>
          <fo:list-item-body start-indent="body-start()">
            <fo:block id="see-{position()}-{../../@id}" text-align="start" hyphenate="false">
              <xsl:attribute name="xml:lang"><xsl:value-of select="$fiche/ancestor-or-self::*[@xml:lang][1]/@xml:lang"/></xsl:attribute>
              <fo:basic-link internal-destination="fiche-{@fiche}" xsl:use-attribute-sets="link"><xsl:value-of select="$fiche/b:title"/></fo:basic-link>
              <fo:inline xml:lang="{$lang}"><xsl:call-template name="see-page"><xsl:with-param name="id" select="concat('fiche-', @fiche)"/></xsl:call-template></fo:inline>
            </fo:block>
          </fo:list-item-body>
        </fo:list-item>
      </xsl:for-each>
    </fo:list-block>
  </xsl:template>

  <!-- " (p. 12)" behind a reference, for whoever holds paper. -->
  <xsl:template name="see-page">
    <xsl:param name="id"/>
    <xsl:text> </xsl:text>
    <xsl:call-template name="say">
      <xsl:with-param name="key" select="'see.page'"/>
      <xsl:with-param name="page"><fo:page-number-citation ref-id="{$id}"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
