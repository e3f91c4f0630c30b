<?xml version="1.0" encoding="UTF-8"?>
<!-- Information, contacts, forms, what is missing, colophon. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:epub="http://www.idpf.org/2007/ops" xmlns:b="urn:fichepress:brochure:1" xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:t="urn:fichepress:text:1" exclude-result-prefixes="b h t">

  <xsl:template name="information">
    <xsl:if test="$information">
      <section id="information" data-file="information" epub:type="appendix" role="doc-appendix">
        <xsl:call-template name="titled"><xsl:with-param name="id" select="'information'"/></xsl:call-template>
        <xsl:apply-templates select="$information"/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="contacts">
    <xsl:if test="$institutions or $partners">
      <section id="contacts" data-file="contacts" epub:type="appendix" role="doc-appendix">
        <xsl:call-template name="titled"><xsl:with-param name="id" select="'contacts'"/></xsl:call-template>
        <xsl:call-template name="paragraph"><xsl:with-param name="key" select="'contacts.intro'"/></xsl:call-template>
        <xsl:apply-templates select="$institutions | $partners" mode="card"/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="b:institution" mode="card">
    <section class="card">
      <h2 id="{@anchor}">
        <xsl:call-template name="institution-name"><xsl:with-param name="key" select="@key"/></xsl:call-template>
      </h2>
      <xsl:if test="@abbreviation or @subjects">
        <p>
          <xsl:variable name="mine" select="concat(' ', normalize-space(@subjects), ' ')"/>
          <xsl:for-each select="$subjects[contains($mine, concat(' ', @key, ' '))]">
            <xsl:call-template name="tile"><xsl:with-param name="number" select="@number"/></xsl:call-template>
          </xsl:for-each>
          <xsl:if test="@abbreviation"><xsl:value-of select="@name"/></xsl:if>
        </p>
      </xsl:if>
      <xsl:if test="b:contact and not(key('contact-general', @key))">
        <xsl:call-template name="paragraph"><xsl:with-param name="key" select="'contact.unknown'"/></xsl:call-template>
      </xsl:if>
      <xsl:apply-templates select="key('contact-shown', @key)" mode="office-below"/>
      <xsl:if test="@website and not(b:contact/@web)"><p><xsl:call-template name="web"><xsl:with-param name="web" select="@website"/></xsl:call-template></p></xsl:if>
      <xsl:if test="b:former">
        <p class="fine">
          <xsl:call-template name="say">
            <xsl:with-param name="key" select="'contact.former'"/>
            <xsl:with-param name="name"><xsl:call-template name="in-a-row"><xsl:with-param name="items" select="b:former/@name"/></xsl:call-template></xsl:with-param>
          </xsl:call-template>
        </p>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template match="b:contact" mode="office-below">
    <xsl:variable name="at" select="position()"/>
    <xsl:variable name="told" select="key('contact-shown', ../@key)[position() &lt; $at]/@*"/>
    <xsl:variable name="news" select="(@address | @phone | @phone-abroad | @email | @web)[not(. = $told)]"/>
    <xsl:variable name="office"><xsl:apply-templates select="." mode="office"/></xsl:variable>
    <xsl:if test="$news and string($office)"><p><xsl:value-of select="$office"/></p></xsl:if>
    <xsl:call-template name="contact-lines"><xsl:with-param name="news" select="$news"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="b:partners/b:contact" mode="card">
    <section class="card">
      <h2 id="partner-{count(preceding-sibling::*) + 1}"><xsl:if test="@lang"><xsl:attribute name="xml:lang"><xsl:value-of select="@lang"/></xsl:attribute></xsl:if><xsl:value-of select="@name"/></h2>
      <xsl:call-template name="paragraph"><xsl:with-param name="key" select="'contact.partner'"/></xsl:call-template>
      <xsl:call-template name="contact-lines"/>
    </section>
  </xsl:template>

  <!-- A datum that is unknown has no line. -->
  <xsl:template name="contact-lines">
    <xsl:param name="news" select="@*"/>
    <xsl:for-each select="$news[name() = 'address']"><p><xsl:value-of select="."/></p></xsl:for-each>
    <xsl:for-each select="$news[name() = 'phone' or name() = 'phone-abroad']">
      <p><xsl:call-template name="say"><xsl:with-param name="key" select="concat('contact.', name())"/></xsl:call-template>: <a href="tel:{translate(., ' /.()', '')}"><xsl:value-of select="."/></a></p>
    </xsl:for-each>
    <xsl:for-each select="$news[name() = 'email']"><p><a href="mailto:{.}"><xsl:value-of select="."/></a></p></xsl:for-each>
    <xsl:for-each select="$news[name() = 'web']"><p><xsl:call-template name="web"><xsl:with-param name="web" select="."/></xsl:call-template></p></xsl:for-each>
  </xsl:template>

  <xsl:template match="b:contact" mode="line">
    <xsl:for-each select="@phone | @phone-abroad | @email">
      <xsl:text> · </xsl:text>
      <xsl:value-of select="."/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="web">
    <xsl:param name="web"/>
    <xsl:variable name="scheme"><xsl:if test="not(contains($web, '://'))">https://</xsl:if></xsl:variable>
    <a href="{$scheme}{$web}"><xsl:call-template name="bare-address"><xsl:with-param name="web" select="$web"/></xsl:call-template></a>
  </xsl:template>

  <xsl:template name="forms">
    <xsl:if test="$forms">
      <section id="forms" data-file="forms" epub:type="appendix" role="doc-appendix">
        <xsl:call-template name="titled"><xsl:with-param name="id" select="'forms'"/></xsl:call-template>
        <table>
          <caption><xsl:call-template name="say"><xsl:with-param name="key" select="'forms.title'"/></xsl:call-template></caption>
          <thead>
            <tr>
              <xsl:call-template name="th"><xsl:with-param name="key" select="'forms.number'"/></xsl:call-template>
              <xsl:call-template name="th"><xsl:with-param name="key" select="'forms.purpose'"/></xsl:call-template>
              <xsl:call-template name="th"><xsl:with-param name="key" select="'forms.issuer'"/></xsl:call-template>
            </tr>
          </thead>
          <tbody>
            <xsl:for-each select="$forms">
              <tr>
                <th scope="row" id="form-{@id}">
                  <xsl:value-of select="@number"/>
                  <xsl:if test="@former"><br/><span class="fine"><xsl:call-template name="say"><xsl:with-param name="key" select="'contact.former'"/><xsl:with-param name="name" select="string(@former)"/></xsl:call-template></span></xsl:if>
                </th>
                <td><xsl:copy-of select="@xml:lang"/><xsl:value-of select="."/></td>
                <td><xsl:if test="@issuer"><xsl:call-template name="institution-name"><xsl:with-param name="key" select="@issuer"/></xsl:call-template></xsl:if></td>
              </tr>
            </xsl:for-each>
          </tbody>
        </table>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="missing">
    <xsl:if test="$has-missing">
      <section id="missing" data-file="missing" epub:type="appendix" role="doc-appendix">
        <xsl:call-template name="titled"><xsl:with-param name="id" select="'missing'"/></xsl:call-template>
        <xsl:if test="$gaps and $brochure/b:gaps/@policy = 'print'"><xsl:call-template name="gaps"/></xsl:if>
        <xsl:if test="$fallbacks"><xsl:call-template name="fallbacks"/></xsl:if>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="gaps">
    <xsl:call-template name="paragraph">
      <xsl:with-param name="key" select="'missing.intro'"/>
      <xsl:with-param name="number" select="$brochure/b:gaps/@empty"/>
      <xsl:with-param name="other" select="string($brochure/b:gaps/@cells)"/>
    </xsl:call-template>
    <table>
      <caption><xsl:call-template name="say"><xsl:with-param name="key" select="'missing.title'"/></xsl:call-template></caption>
      <thead>
        <tr>
          <xsl:call-template name="th"><xsl:with-param name="key" select="'subject'"/></xsl:call-template>
          <xsl:call-template name="th"><xsl:with-param name="key" select="'missing.status'"/></xsl:call-template>
          <xsl:call-template name="th"><xsl:with-param name="key" select="'missing.ask'"/></xsl:call-template>
        </tr>
      </thead>
      <tbody>
        <xsl:for-each select="$gaps">
          <xsl:variable name="subject" select="key('subject', @subject)"/>
          <tr>
            <th scope="row" id="gap-{position()}"><xsl:call-template name="tile"><xsl:with-param name="number" select="$subject/@number"/></xsl:call-template><xsl:value-of select="$subject/@label"/></th>
            <td><xsl:call-template name="gap-statuses"/></td>
            <td>
              <xsl:for-each select="b:institution">
                <xsl:variable name="institution" select="key('institution', @key)[1]"/>
                <xsl:if test="position() &gt; 1">, </xsl:if>
                <xsl:choose>
                  <xsl:when test="$institution"><a href="#{$institution/@anchor}"><xsl:call-template name="institution-name"><xsl:with-param name="key" select="@key"/></xsl:call-template></a></xsl:when>
                  <xsl:otherwise><xsl:value-of select="@key"/></xsl:otherwise>
                </xsl:choose>
              </xsl:for-each>
              <xsl:if test="not(b:institution)"><xsl:call-template name="say"><xsl:with-param name="key" select="'missing.general'"/></xsl:call-template></xsl:if>
              <xsl:for-each select="b:reason">
                <xsl:variable name="letter"><xsl:apply-templates select="." mode="letter"/></xsl:variable>
                <xsl:text> (</xsl:text><a href="#reason-{$letter}"><xsl:value-of select="$letter"/></a><xsl:text>)</xsl:text>
              </xsl:for-each>
            </td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
    <xsl:for-each select="$reasons">
      <xsl:variable name="letter"><xsl:apply-templates select="." mode="letter"/></xsl:variable>
      <p id="reason-{$letter}"><xsl:copy-of select="@xml:lang"/>(<xsl:value-of select="$letter"/>) <xsl:value-of select="."/></p>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="fallbacks">
    <h2 id="missing-languages"><xsl:call-template name="say"><xsl:with-param name="key" select="'fallback.title'"/></xsl:call-template></h2>
    <table>
      <caption><xsl:call-template name="say"><xsl:with-param name="key" select="'fallback.title'"/></xsl:call-template></caption>
      <thead>
        <tr>
          <xsl:call-template name="th"><xsl:with-param name="key" select="'fiche'"/></xsl:call-template>
          <xsl:call-template name="th"><xsl:with-param name="key" select="'institution'"/></xsl:call-template>
          <xsl:call-template name="th"><xsl:with-param name="key" select="'fallback.printed'"/></xsl:call-template>
        </tr>
      </thead>
      <tbody>
        <xsl:for-each select="$fallbacks">
          <xsl:variable name="anchor" select="concat(substring('fiche-', 1, 6 * number(boolean(key('fiche', @fiche)))), substring('page-', 1, 5 * number(not(key('fiche', @fiche)))), @fiche)"/>
          <tr>
            <th scope="row" id="missing-language-{position()}" xml:lang="{@printed}"><a href="#{$anchor}"><xsl:value-of select="@title"/></a></th>
            <td><xsl:call-template name="institution-name"><xsl:with-param name="key" select="@institution"/></xsl:call-template></td>
            <td><xsl:call-template name="language-name"><xsl:with-param name="of" select="@printed"/></xsl:call-template></td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:template>

  <xsl:template name="colophon">
    <section id="colophon" data-file="colophon" epub:type="colophon" role="doc-colophon">
      <xsl:call-template name="titled"><xsl:with-param name="id" select="'colophon'"/></xsl:call-template>
      <xsl:call-template name="paragraph"><xsl:with-param name="key" select="'colophon.intro'"/></xsl:call-template>
      <xsl:if test="$institutions[@fiches &gt; 0]">
        <table>
          <caption><xsl:call-template name="say"><xsl:with-param name="key" select="'colophon.title'"/></xsl:call-template></caption>
          <thead>
            <tr>
              <xsl:call-template name="th"><xsl:with-param name="key" select="'institution'"/></xsl:call-template>
              <xsl:call-template name="th"><xsl:with-param name="key" select="'fiches'"/></xsl:call-template>
              <xsl:call-template name="th"><xsl:with-param name="key" select="'colophon.reviewed'"/></xsl:call-template>
            </tr>
          </thead>
          <tbody>
            <xsl:for-each select="$institutions[@fiches &gt; 0]">
              <tr>
                <th scope="row" id="answers-{position()}"><xsl:value-of select="@name"/><xsl:if test="@abbreviation"> (<xsl:value-of select="@abbreviation"/>)</xsl:if></th>
                <td><xsl:value-of select="@fiches"/></td>
                <td><xsl:value-of select="@reviewed-text"/><xsl:if test="not(@reviewed-text)"><xsl:call-template name="say"><xsl:with-param name="key" select="'not-stated'"/></xsl:call-template></xsl:if></td>
              </tr>
            </xsl:for-each>
          </tbody>
        </table>
      </xsl:if>
      <xsl:if test="$sources">
        <table class="fine">
          <caption><xsl:call-template name="say"><xsl:with-param name="key" select="'colophon.text'"/></xsl:call-template></caption>
          <thead>
            <tr>
              <xsl:call-template name="th"><xsl:with-param name="key" select="'colophon.text'"/></xsl:call-template>
              <xsl:call-template name="th"><xsl:with-param name="key" select="'colophon.state'"/></xsl:call-template>
              <xsl:call-template name="th"><xsl:with-param name="key" select="'colophon.mark'"/></xsl:call-template>
            </tr>
          </thead>
          <tbody>
            <xsl:for-each select="$sources">
              <tr>
                <th scope="row" id="text-{position()}" xml:lang="{@lang}"><xsl:value-of select="@title"/></th>
                <td><xsl:call-template name="say"><xsl:with-param name="key" select="concat(substring('state.', 1, 6 * number(boolean(@state))), @state, substring('not-stated', 1, 10 * number(not(@state))))"/></xsl:call-template></td>
                <td class="code" xml:lang="zxx"><xsl:value-of select="substring(@digest, 1, 12)"/></td>
              </tr>
            </xsl:for-each>
          </tbody>
        </table>
      </xsl:if>
      <p class="fine">
        <xsl:call-template name="say">
          <xsl:with-param name="key" select="'colophon.edition'"/>
          <xsl:with-param name="name" select="string($edition/@id)"/>
          <xsl:with-param name="date" select="$edition/@text"/>
        </xsl:call-template>
      </p>
    </section>
  </xsl:template>
</xsl:stylesheet>
