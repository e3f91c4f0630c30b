<?xml version="1.0" encoding="UTF-8"?>
<!-- What print and e-book share: words, dates, titles, the palette, the grid as bars, who is where. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:b="urn:fichepress:brochure:1"
    xmlns:h="http://www.w3.org/1999/xhtml" xmlns:t="urn:fichepress:text:1" xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="b h t exsl">

  <xsl:strip-space elements="b:* h:ul h:ol h:dl h:table h:thead h:tbody h:tfoot h:tr h:colgroup h:blockquote h:div t:text"/>

  <xsl:variable name="brochure" select="/b:brochure"/>
  <xsl:variable name="lang" select="$brochure/@xml:lang"/>
  <xsl:variable name="direction" select="$brochure/@direction"/>
  <xsl:variable name="edition" select="$brochure/b:edition"/>
  <xsl:variable name="country" select="$brochure/b:country"/>
  <xsl:variable name="statuses" select="$brochure/b:statuses/b:status"/>
  <xsl:variable name="subjects" select="$brochure/b:subjects/b:subject"/>
  <xsl:variable name="chapters" select="$brochure/b:chapters/b:chapter"/>
  <xsl:variable name="conventions" select="$brochure/b:conventions/b:page"/>
  <xsl:variable name="information" select="$brochure/b:information/b:page"/>
  <xsl:variable name="institutions" select="$brochure/b:institutions/b:institution"/>
  <xsl:variable name="partners" select="$brochure/b:partners/b:contact"/>
  <xsl:variable name="forms" select="$brochure/b:forms/b:form"/>
  <xsl:variable name="gaps" select="$brochure/b:gaps/b:gap"/>
  <xsl:variable name="fallbacks" select="$brochure/b:fallbacks/b:fallback"/>
  <xsl:variable name="sources" select="$brochure/b:provenance/b:source"/>

  <!-- The instruments that get a page of their own; the others that apply are named after them. -->
  <xsl:variable name="applying" select="$brochure/b:agreements/b:agreement[@applies = 'true']"/>
  <xsl:variable name="agreements" select="$applying[@kind = 'eu_regulation' or @kind = 'withdrawal_agreement' or
      @kind = 'trade_agreement_protocol' or @kind = 'bilateral' or @kind = 'health_care']"/>
  <xsl:variable name="other-texts" select="$applying[@kind = 'multilateral' or @kind = 'normative' or @kind = 'voluntary_scheme']"/>
  <xsl:variable name="announced" select="$brochure/b:agreements/b:agreement[@status = 'signed']"/>

  <!-- Which words name the page of the instruments: its title, and its name in a line. -->
  <xsl:variable name="agreement-words">
    <xsl:choose>
      <xsl:when test="not($agreements)">agreement.none</xsl:when>
      <xsl:when test="count($agreements) &gt; 1">agreement.several</xsl:when>
      <xsl:when test="$agreements/@kind = 'eu_regulation'">agreement.eu</xsl:when>
      <xsl:otherwise>agreement.one</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:variable name="is-sample" select="$edition/@sample = 'true' or $sources/@state = 'sample'"/>
  <xsl:variable name="has-missing" select="($brochure/b:gaps/@policy = 'print' and $gaps) or $fallbacks"/>

  <xsl:key name="subject" match="b:subjects/b:subject" use="@key"/>
  <xsl:key name="status" match="b:statuses/b:status" use="@key"/>
  <xsl:key name="chapter" match="b:chapter" use="@subject"/>
  <xsl:key name="institution" match="b:institution" use="@key"/>
  <xsl:key name="institution" match="b:institution[@id]" use="@id"/>
  <xsl:key name="fiche" match="b:fiche" use="@id"/>
  <xsl:key name="agreement" match="b:agreement" use="@id"/>
  <!-- Everything that a link inside the brochure may lead to, by its anchor. -->
  <xsl:key name="anchor" match="b:fiche" use="concat('fiche-', @id)"/>
  <xsl:key name="anchor" match="b:page" use="concat('page-', @id)"/>
  <xsl:key name="anchor" match="b:chapter" use="@id"/>
  <xsl:key name="anchor" match="b:institution" use="@anchor"/>
  <xsl:key name="anchor" match="b:form" use="concat('form-', @id)"/>
  <xsl:key name="anchor" match="h:*[@id]" use="@id"/>
  <xsl:key name="word" match="t:word" use="@key"/>

  <!-- Words. text/LANG.xml holds a pattern for each key; elements in it stand for what is filled in. -->

  <xsl:variable name="words" select="document(concat('text/', $lang, '.xml'))"/>

  <xsl:template name="say">
    <xsl:param name="key"/>
    <xsl:param name="number"/>
    <xsl:param name="name"/>
    <xsl:param name="other"/>
    <xsl:param name="date"/>
    <xsl:param name="page"/>
    <xsl:for-each select="$words">
      <xsl:variable name="word" select="key('word', $key)"/>
      <xsl:if test="not($word)">
        <xsl:message terminate="yes">text/<xsl:value-of select="$lang"/>.xml has no word “<xsl:value-of select="$key"/>”</xsl:message>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="$word/*">
          <xsl:apply-templates select="$word/node()" mode="say">
            <xsl:with-param name="number" select="$number"/>
            <xsl:with-param name="name" select="$name"/>
            <xsl:with-param name="other" select="$other"/>
            <xsl:with-param name="date" select="$date"/>
            <xsl:with-param name="page" select="$page"/>
          </xsl:apply-templates>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="$word"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="t:number" mode="say"><xsl:param name="number"/><xsl:value-of select="$number"/></xsl:template>
  <xsl:template match="t:name" mode="say"><xsl:param name="name"/><xsl:copy-of select="$name"/></xsl:template>
  <xsl:template match="t:other" mode="say"><xsl:param name="other"/><xsl:copy-of select="$other"/></xsl:template>
  <xsl:template match="t:date" mode="say"><xsl:param name="date"/><xsl:value-of select="$date"/></xsl:template>
  <xsl:template match="t:page" mode="say"><xsl:param name="page"/><xsl:copy-of select="$page"/></xsl:template>
  <xsl:template match="t:country" mode="say"><xsl:value-of select="$country/@name"/></xsl:template>

  <!-- French counts 0 with the singular, the others with the plural. -->
  <xsl:template match="t:one" mode="say">
    <xsl:param name="number"/>
    <xsl:if test="$number = 1 or ($lang = 'fr' and $number = 0)">
      <xsl:apply-templates mode="say"><xsl:with-param name="number" select="$number"/></xsl:apply-templates>
    </xsl:if>
  </xsl:template>
  <xsl:template match="t:many" mode="say">
    <xsl:param name="number"/>
    <xsl:if test="not($number = 1 or ($lang = 'fr' and $number = 0))">
      <xsl:apply-templates mode="say"><xsl:with-param name="number" select="$number"/></xsl:apply-templates>
    </xsl:if>
  </xsl:template>

  <!-- A word that need not be there. -->
  <xsl:template name="say-if-known">
    <xsl:param name="key"/>
    <xsl:param name="number"/>
    <xsl:for-each select="$words">
      <xsl:apply-templates select="key('word', $key)/node()" mode="say"><xsl:with-param name="number" select="$number"/></xsl:apply-templates>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="@data-callout" mode="word">
    <xsl:choose>
      <xsl:when test=". = 'warning'">note</xsl:when>
      <xsl:otherwise>callout.<xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Titles -->

  <xsl:template name="brochure-title">
    <xsl:call-template name="say"><xsl:with-param name="key" select="concat('direction.', $direction)"/></xsl:call-template>
    <xsl:text> · </xsl:text>
    <xsl:value-of select="$country/@name"/>
    <xsl:if test="$brochure/b:narrowing"> · <xsl:call-template name="narrowing"/></xsl:if>
  </xsl:template>

  <!-- For whom and on what a personal guide is. -->
  <xsl:template name="narrowing">
    <xsl:for-each select="$brochure/b:narrowing">
      <xsl:value-of select="@status"/>
      <xsl:if test="@status and (@subject or @nationality)"> · </xsl:if>
      <xsl:value-of select="@subject"/>
      <xsl:if test="@subject and @nationality"> · </xsl:if>
      <xsl:value-of select="@nationality"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="language-name">
    <xsl:param name="of" select="$lang"/>
    <xsl:call-template name="say"><xsl:with-param name="key" select="concat('language.', $of)"/></xsl:call-template>
  </xsl:template>

  <!-- One instrument: by its own name where it has one, else by its kind. -->
  <xsl:template match="b:agreement" mode="title">
    <xsl:variable name="own"><xsl:call-template name="say-if-known">
      <xsl:with-param name="key" select="concat('agreement.', @id)"/></xsl:call-template></xsl:variable>
    <xsl:variable name="dated" select="b:signed/@text and (@kind = 'bilateral' or @kind = 'health_care')"/>
    <xsl:choose>
      <xsl:when test="string($own)"><xsl:value-of select="$own"/></xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="say">
          <xsl:with-param name="key">
            <xsl:text>agreement.</xsl:text><xsl:value-of select="@kind"/><xsl:if test="$dated">.dated</xsl:if>
          </xsl:with-param>
          <xsl:with-param name="name">
            <xsl:value-of select="b:party[1]/@name"/>
            <xsl:if test="not(b:party)"><xsl:value-of select="$country/@name"/></xsl:if>
          </xsl:with-param>
          <xsl:with-param name="date" select="b:signed/@text"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Who is covered, as the words of a line. What is unknown is not named. -->
  <xsl:template match="b:persons" mode="words">
    <xsl:variable name="said">
      <xsl:apply-templates select="@employees" mode="person"/>
      <xsl:apply-templates select="@self-employed" mode="person"/>
      <xsl:apply-templates select="@civil-servants" mode="person"/>
    </xsl:variable>
    <xsl:call-template name="in-a-row"><xsl:with-param name="items" select="exsl:node-set($said)/*"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="@*" mode="person">
    <xsl:call-template name="item"><xsl:with-param name="key" select="concat('persons.', name(), '.', .)"/></xsl:call-template>
  </xsl:template>

  <!-- A word as an element, for lists; nothing where there is none. -->
  <xsl:template name="item">
    <xsl:param name="key"/>
    <xsl:variable name="word"><xsl:call-template name="say-if-known"><xsl:with-param name="key" select="$key"/></xsl:call-template></xsl:variable>
    <xsl:if test="string($word)"><item><xsl:value-of select="$word"/></item></xsl:if>
  </xsl:template>

  <xsl:template name="in-a-row">
    <xsl:param name="items"/>
    <xsl:for-each select="$items">
      <xsl:if test="position() &gt; 1">, </xsl:if>
      <xsl:value-of select="."/>
    </xsl:for-each>
  </xsl:template>

  <!-- Where one group has no word, none is named: a list with a hole would exclude somebody. -->
  <xsl:template match="b:nationality" mode="words">
    <xsl:variable name="said">
      <xsl:for-each select="b:group">
        <xsl:call-template name="item"><xsl:with-param name="key" select="concat('nationality.group.', @key)"/></xsl:call-template>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="items" select="exsl:node-set($said)/*"/>
    <xsl:choose>
      <xsl:when test="@rule = 'listed' and b:group and count($items) = count(b:group)">
        <xsl:call-template name="say"><xsl:with-param name="key" select="'nationality.listed'"/></xsl:call-template>
        <xsl:text> </xsl:text>
        <xsl:call-template name="in-a-row"><xsl:with-param name="items" select="$items"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="@rule = 'listed'">
        <xsl:call-template name="say"><xsl:with-param name="key" select="'nationality.some'"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="say"><xsl:with-param name="key" select="concat('nationality.', @rule)"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- An institution named by key or id: its short name, else its name, else what was written. -->
  <xsl:template name="institution-name">
    <xsl:param name="key"/>
    <xsl:for-each select="$brochure">
      <xsl:variable name="institution" select="key('institution', $key)[1]"/>
      <xsl:choose>
        <xsl:when test="$institution/@abbreviation"><xsl:value-of select="$institution/@abbreviation"/></xsl:when>
        <xsl:when test="$institution"><xsl:value-of select="$institution/@name"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$key"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- Labels of statuses in a row: for elements with @key or @status. -->
  <xsl:template name="status-labels">
    <xsl:param name="of"/>
    <xsl:for-each select="$of">
      <xsl:if test="position() &gt; 1">, </xsl:if>
      <xsl:value-of select="key('status', @key)/@label"/>
    </xsl:for-each>
  </xsl:template>

  <!-- To whom a fiche applies: one phrase, by the few left out when they are one or two of many; where nationalities differ from
       status to status, one for each. -->
  <xsl:template match="b:applies" mode="words">
    <xsl:variable name="others" select="$statuses[not(@key = current()/b:status/@key)]"/>
    <xsl:choose>
      <xsl:when test="b:cell">
        <xsl:for-each select="b:cell">
          <xsl:if test="position() &gt; 1">; </xsl:if>
          <xsl:value-of select="key('status', @status)/@label"/>
          <xsl:if test="@all = 'false'">
            <xsl:text> (</xsl:text>
            <xsl:for-each select="b:nationality">
              <xsl:if test="position() &gt; 1">, </xsl:if>
              <xsl:value-of select="../../b:nationalities/b:nationality[@key = current()/@key]/@label"/>
            </xsl:for-each>
            <xsl:text>)</xsl:text>
          </xsl:if>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise>
        <xsl:choose>
          <xsl:when test="@all-statuses = 'true' and count(b:status) &gt; 1">
            <xsl:call-template name="say"><xsl:with-param name="key" select="'applies.all'"/></xsl:call-template>
          </xsl:when>
          <xsl:when test="count($others) &lt;= 2 and count(b:status) &gt;= 5">
            <xsl:call-template name="say">
              <xsl:with-param name="key" select="'applies.but'"/>
              <xsl:with-param name="name"><xsl:call-template name="status-labels"><xsl:with-param name="of" select="$others"/></xsl:call-template></xsl:with-param>
            </xsl:call-template>
          </xsl:when>
          <xsl:otherwise>
            <xsl:call-template name="status-labels"><xsl:with-param name="of" select="b:status"/></xsl:call-template>
          </xsl:otherwise>
        </xsl:choose>
        <xsl:if test="b:nationalities/@all = 'false'">
          <xsl:text>; </xsl:text>
          <xsl:call-template name="say"><xsl:with-param name="key" select="'applies.nationality'"/></xsl:call-template>
          <xsl:text> </xsl:text>
          <xsl:for-each select="b:nationalities/b:nationality">
            <xsl:if test="position() &gt; 1">, </xsl:if>
            <xsl:value-of select="@label"/>
          </xsl:for-each>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="b:validity" mode="words">
    <xsl:variable name="key">
      <xsl:choose>
        <xsl:when test="@from and @until">validity.both</xsl:when>
        <xsl:when test="@from">validity.from</xsl:when>
        <xsl:otherwise>validity.until</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:call-template name="say">
      <xsl:with-param name="key" select="string($key)"/>
      <xsl:with-param name="name" select="string(@from-text)"/>
      <xsl:with-param name="other" select="string(@until-text)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="b:fallback" mode="words">
    <xsl:variable name="asked"><xsl:call-template name="language-name"><xsl:with-param name="of" select="@asked"/></xsl:call-template></xsl:variable>
    <xsl:variable name="printed"><xsl:call-template name="language-name"><xsl:with-param name="of" select="@printed"/></xsl:call-template></xsl:variable>
    <xsl:call-template name="say">
      <xsl:with-param name="key" select="'fallback.notice'"/>
      <xsl:with-param name="name" select="string($asked)"/>
      <xsl:with-param name="other" select="string($printed)"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Institution, review, legal basis, state: the last line of a fiche. Its short parts stay whole. -->
  <xsl:template match="b:fiche | b:page" mode="last-line">
    <xsl:call-template name="institution-name"><xsl:with-param name="key" select="@institution"/></xsl:call-template>
    <xsl:if test="b:reviewed">
      <xsl:text>&#160;· </xsl:text>
      <xsl:call-template name="say-whole">
        <xsl:with-param name="key" select="'reviewed'"/>
        <xsl:with-param name="date" select="b:reviewed/@text"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="b:validity">
      <xsl:text>&#160;· </xsl:text>
      <xsl:apply-templates select="b:validity" mode="words"/>
    </xsl:if>
    <xsl:if test="string(b:legal-basis)">&#160;· <xsl:value-of select="b:legal-basis"/></xsl:if>
    <xsl:if test="@state = 'sample' or @state = 'draft'">
      <xsl:text>&#160;· </xsl:text>
      <xsl:call-template name="say-whole"><xsl:with-param name="key" select="concat('state.', @state)"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- Words that no line breaks. -->
  <xsl:template name="say-whole">
    <xsl:param name="key"/>
    <xsl:param name="date"/>
    <xsl:variable name="said">
      <xsl:call-template name="say"><xsl:with-param name="key" select="$key"/><xsl:with-param name="date" select="$date"/></xsl:call-template>
    </xsl:variable>
    <xsl:value-of select="translate($said, ' ', '&#160;')"/>
  </xsl:template>

  <!-- Contacts. Of those of an institution the ones in the brochure's language are shown, all when there is none; an office once,
       and none that says nothing new. -->

  <xsl:key name="contact-shown" use="../@key" match="b:institution/b:contact[(not(@lang) or @lang = /b:brochure/@xml:lang or
      not(../b:contact[not(@lang) or @lang = /b:brochure/@xml:lang])) and not(@name = preceding-sibling::b:contact/@name)]"/>

  <!-- Whom a fiche names: the first office that is there for everybody. Where only one for seafarers is known, that is said. -->
  <xsl:key name="contact-general" use="../@key" match="b:institution/b:contact[@service != 'seafarers' and (not(@lang) or
      @lang = /b:brochure/@xml:lang or not(../b:contact[not(@lang) or @lang = /b:brochure/@xml:lang]))]"/>

  <!-- The name of an office: nothing where that is its institution, and not the institution's name once more. -->
  <xsl:template match="b:contact" mode="office">
    <xsl:variable name="own" select="concat(../@abbreviation, ', ')"/>
    <xsl:choose>
      <xsl:when test="contains(concat(' ', ../@abbreviation, ' ', ../@name, ' '), concat(' ', @name, ' '))"/>
      <xsl:when test="../@abbreviation and starts-with(@name, $own)"><xsl:value-of select="substring-after(@name, $own)"/></xsl:when>
      <xsl:when test="starts-with(@name, concat(../@name, ', '))"><xsl:value-of select="substring-after(@name, concat(../@name, ', '))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A duration of the posting rules: months, or the words of its kind. -->
  <xsl:template name="duration">
    <xsl:param name="kind"/>
    <xsl:param name="months"/>
    <xsl:call-template name="say">
      <xsl:with-param name="key" select="concat('posting.', $kind)"/>
      <xsl:with-param name="number" select="$months"/>
    </xsl:call-template>
  </xsl:template>

  <!-- An address of the web as people write it. -->
  <xsl:template name="bare-address">
    <xsl:param name="web"/>
    <xsl:variable name="bare">
      <xsl:choose>
        <xsl:when test="contains($web, '://')"><xsl:value-of select="substring-after($web, '://')"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$web"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="substring-after($bare, '/') = '' and contains($bare, '/')"><xsl:value-of select="substring-before($bare, '/')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$bare"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Posting as a line of words. -->
  <xsl:template match="b:posting" mode="words">
    <xsl:call-template name="duration">
      <xsl:with-param name="kind" select="@kind"/>
      <xsl:with-param name="months" select="@months"/>
    </xsl:call-template>
    <xsl:variable name="then">
      <xsl:for-each select="@extension-kind[. != 'as-eu' or ../@kind != 'as-eu']">
        <xsl:call-template name="say-if-known">
          <xsl:with-param name="key" select="concat('posting.then.', .)"/>
          <xsl:with-param name="number" select="../@extension"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="string($then)">; <xsl:value-of select="$then"/></xsl:if>
  </xsl:template>

  <xsl:template match="b:pension" mode="words">
    <xsl:variable name="said">
      <xsl:call-template name="item"><xsl:with-param name="key" select="concat('export.', @export)"/></xsl:call-template>
      <xsl:call-template name="item"><xsl:with-param name="key" select="concat('totalisation.', @totalisation)"/></xsl:call-template>
    </xsl:variable>
    <xsl:call-template name="in-a-row"><xsl:with-param name="items" select="exsl:node-set($said)/*"/></xsl:call-template>
  </xsl:template>

  <!-- The form, and who issues it: to employees, to the self-employed where that is another. -->
  <xsl:template match="b:certificate" mode="words">
    <xsl:variable name="one"><xsl:if test="@issuer-employees">
      <xsl:call-template name="institution-name"><xsl:with-param name="key" select="@issuer-employees"/></xsl:call-template>
    </xsl:if></xsl:variable>
    <xsl:variable name="two"><xsl:if test="@issuer-self-employed != @issuer-employees">
      <xsl:call-template name="institution-name"><xsl:with-param name="key" select="@issuer-self-employed"/></xsl:call-template>
    </xsl:if></xsl:variable>
    <xsl:value-of select="@form"/>
    <xsl:if test="@form and string($one)">; </xsl:if>
    <xsl:if test="string($one)">
      <xsl:call-template name="say">
        <xsl:with-param name="key" select="concat('certificate.issuer', substring('.two', 1, 4 * number(string($two) != '')))"/>
        <xsl:with-param name="name" select="string($one)"/>
        <xsl:with-param name="other" select="string($two)"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- The palette: one colour for each number, with its two tints (10 % and 30 % on white). -->

  <xsl:variable name="palette-tree">
    <tone number="1" full="#233245" pale="#E9EAEC" half="#BDC2C7"/>
    <tone number="2" full="#2F729C" pale="#EAF1F5" half="#C1D5E1"/>
    <tone number="3" full="#5B236C" pale="#EFE9F0" half="#CEBDD3"/>
    <tone number="4" full="#B93A55" pale="#F8EBEE" half="#EAC4CC"/>
    <tone number="5" full="#432D00" pale="#ECEAE6" half="#C7C0B2"/>
    <tone number="6" full="#1E6F58" pale="#E8F1EE" half="#BCD4CD"/>
    <tone number="7" full="#7B2A28" pale="#F2EAEA" half="#D7BFBE"/>
    <tone number="8" full="#554EB0" pale="#EEEDF7" half="#CCCAE7"/>
    <tone number="9" full="#13575F" pale="#E7EEEF" half="#B8CDCF"/>
    <tone number="other" full="#4D4D4D" pale="#EDEDED" half="#CACACA"/>
  </xsl:variable>
  <xsl:variable name="palette" select="exsl:node-set($palette-tree)/*"/>
  <xsl:variable name="ink">#1A1A1A</xsl:variable>
  <xsl:variable name="warm">#FBF6EA</xsl:variable>
  <xsl:variable name="link">#13575F</xsl:variable>

  <!-- tone: full, pale or half, of a subject's number. -->
  <xsl:template name="tone">
    <xsl:param name="number"/>
    <xsl:param name="tone" select="'full'"/>
    <xsl:variable name="own" select="$palette[@number = $number]"/>
    <xsl:choose>
      <xsl:when test="$own"><xsl:value-of select="$own/@*[name() = $tone]"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$palette[@number = 'other']/@*[name() = $tone]"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The grid as bars: neighbouring cells that the same fiches answer are one; each gap is alone.
       row: its colours; bar: start (of its columns, from 1), span, their weight, its colour; in it an answer for each fiche: none, a
       gap. -->

  <xsl:variable name="cells-tree">
    <xsl:for-each select="$brochure/b:grid/b:row">
      <xsl:variable name="number" select="key('subject', @subject)/@number"/>
      <row subject="{@subject}" number="{$number}">
        <xsl:attribute name="full"><xsl:call-template name="tone"><xsl:with-param name="number" select="$number"/></xsl:call-template></xsl:attribute>
        <xsl:attribute name="pale"><xsl:call-template name="tone"><xsl:with-param name="number" select="$number"/><xsl:with-param name="tone" select="'pale'"/></xsl:call-template></xsl:attribute>
        <xsl:for-each select="b:cell">
          <cell>
            <xsl:attribute name="fiches"><xsl:for-each select="b:answer"><xsl:value-of select="concat(@fiche, ' ')"/></xsl:for-each></xsl:attribute>
            <xsl:for-each select="b:answer"><answer fiche="{@fiche}"/></xsl:for-each>
          </cell>
        </xsl:for-each>
      </row>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="bars-tree">
    <xsl:for-each select="exsl:node-set($cells-tree)/row">
      <row><xsl:copy-of select="@*"/><xsl:apply-templates select="cell[1]" mode="bar"/></row>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="rows" select="exsl:node-set($bars-tree)/*"/>

  <!-- From a cell on, to the end of its row; span and weight: of the cells before it in the same bar. -->
  <xsl:template match="cell" mode="bar">
    <xsl:param name="column" select="$columns[1]"/>
    <xsl:param name="span" select="0"/>
    <xsl:param name="weight" select="0"/>
    <xsl:variable name="next" select="following-sibling::cell[1]"/>
    <xsl:choose>
      <xsl:when test="answer and $next/@fiches = @fiches">
        <xsl:apply-templates select="$next" mode="bar">
          <xsl:with-param name="column" select="$column/following-sibling::*[1]"/>
          <xsl:with-param name="span" select="$span + 1"/>
          <xsl:with-param name="weight" select="$weight + $column/@weight"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:otherwise>
        <bar start="{$column/@number - $span}" span="{$span + 1}" weight="{$weight + $column/@weight}" fill="{../@pale}">
          <xsl:if test="answer"><xsl:attribute name="fill"><xsl:value-of select="../@full"/></xsl:attribute></xsl:if>
          <xsl:copy-of select="answer"/>
        </bar>
        <xsl:apply-templates select="$next" mode="bar"><xsl:with-param name="column" select="$column/following-sibling::*[1]"/></xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The measure that belongs to the country: of n columns or rows one weighs 5, one 1, the others 3.
       The pairs (wide, narrow) in lexical order; the letter chooses one. -->
  <xsl:template name="weights">
    <xsl:param name="letter"/>
    <xsl:param name="count"/>
    <xsl:variable name="rank" select="string-length(substring-before('ABCDEFGHIJKLMNOPQRSTUVWXYZ', $letter))"/>
    <xsl:variable name="pair" select="floor((7 * $rank mod 26) * $count * ($count - 1) div 26)"/>
    <xsl:variable name="wide" select="floor($pair div ($count - 1))"/>
    <xsl:variable name="rest" select="$pair mod ($count - 1)"/>
    <xsl:variable name="narrow" select="$rest + number($rest &gt;= $wide)"/>
    <xsl:call-template name="weight">
      <xsl:with-param name="count" select="$count"/>
      <xsl:with-param name="wide" select="$wide"/>
      <xsl:with-param name="narrow" select="$narrow"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="weight">
    <xsl:param name="count"/>
    <xsl:param name="wide"/>
    <xsl:param name="narrow"/>
    <xsl:param name="at" select="0"/>
    <xsl:if test="$at &lt; $count">
      <part number="{$at + 1}">
        <xsl:attribute name="weight">
          <xsl:choose>
            <xsl:when test="$count = 1">3</xsl:when>
            <xsl:when test="$at = $wide">5</xsl:when>
            <xsl:when test="$at = $narrow">1</xsl:when>
            <xsl:otherwise>3</xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
      </part>
      <xsl:call-template name="weight">
        <xsl:with-param name="count" select="$count"/>
        <xsl:with-param name="wide" select="$wide"/>
        <xsl:with-param name="narrow" select="$narrow"/>
        <xsl:with-param name="at" select="$at + 1"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:variable name="columns-tree">
    <xsl:call-template name="weights">
      <xsl:with-param name="letter" select="substring($country/@letters, 1, 1)"/>
      <xsl:with-param name="count" select="count($statuses)"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:variable name="columns" select="exsl:node-set($columns-tree)/*"/>
  <xsl:variable name="lines-tree">
    <xsl:call-template name="weights">
      <xsl:with-param name="letter" select="substring($country/@letters, 2, 1)"/>
      <xsl:with-param name="count" select="count($rows)"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:variable name="lines" select="exsl:node-set($lines-tree)/*"/>

  <!-- What the field says to whoever cannot see it. -->
  <xsl:template name="field-words">
    <xsl:call-template name="say">
      <xsl:with-param name="key" select="'field'"/>
      <xsl:with-param name="number" select="count($rows)"/>
      <xsl:with-param name="name" select="string(count($statuses))"/>
      <xsl:with-param name="other" select="string(count($brochure/b:grid/b:row/b:cell[b:answer]))"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
