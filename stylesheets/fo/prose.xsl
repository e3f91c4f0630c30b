<?xml version="1.0" encoding="UTF-8"?>
<!-- The prose of fiches: XHTML to FO, node by node. Ids and places go along.
     Two settings: Brochure Text in running text, Brochure Find in tables; bold is 600 in the one and 700 in the other, and
     bold italic exists in neither. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xmlns:fp="urn:fichepress:1"
    xmlns:b="urn:fichepress:brochure:1" xmlns:h="http://www.w3.org/1999/xhtml" exclude-result-prefixes="b h">

  <xsl:attribute-set name="prose" use-attribute-sets="text">
    <xsl:attribute name="text-align">justify</xsl:attribute>
    <xsl:attribute name="hyphenate">true</xsl:attribute>
    <xsl:attribute name="hyphenation-ladder-count">2</xsl:attribute>
    <xsl:attribute name="hyphenation-keep">page</xsl:attribute>
    <xsl:attribute name="fp:optical-margins">true</xsl:attribute>
    <xsl:attribute name="widows">2</xsl:attribute>
    <xsl:attribute name="orphans">2</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="list">
    <xsl:attribute name="provisional-distance-between-starts"><xsl:value-of select="$u"/>pt</xsl:attribute>
    <xsl:attribute name="provisional-label-separation"><xsl:value-of select="3 * $pt"/>pt</xsl:attribute>
  </xsl:attribute-set>

  <!-- id, place, language and direction of a source element. -->
  <xsl:template name="carry">
    <xsl:copy-of select="@id | @xml:lang"/>
    <xsl:if test="@at"><xsl:attribute name="fp:at"><xsl:value-of select="@at"/></xsl:attribute></xsl:if>
    <xsl:if test="@dir = 'rtl'"><xsl:attribute name="direction">rtl</xsl:attribute></xsl:if>
  </xsl:template>

  <!-- Half a unit between paragraphs and after lists; nothing where a heading or the beginning goes before. -->
  <xsl:template name="space-above">
    <xsl:variable name="before" select="preceding-sibling::*[1][not(parent::h:blockquote/@data-callout = 'deadline' and not(preceding-sibling::*) and (h:strong or h:b) and count(node()) = 1)]"/>
    <xsl:if test="$before and not($before/self::h:h3 or $before/self::h:h4 or $before/self::h:h5 or $before/self::h:h6) or
        (not($before) and (parent::b:description and (../../b:introduction or ../../b:summary) or parent::b:introduction and ../../b:summary))">
      <xsl:attribute name="space-before"><xsl:value-of select="0.5 * $u"/>pt</xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- Blocks -->

  <xsl:template match="h:p">
    <fo:block>
      <!-- A heading has more than one line below it. -->
      <xsl:if test="following-sibling::*[1][self::h:ul or self::h:ol] or following-sibling::*[1][self::h:blockquote or self::h:table] and preceding-sibling::*[1][self::h:h3]"><xsl:attribute name="keep-with-next.within-column">always</xsl:attribute></xsl:if>
      <xsl:call-template name="setting"/>
      <xsl:call-template name="space-above"/>
      <xsl:call-template name="carry"/>
      <xsl:apply-templates/>
    </fo:block>
  </xsl:template>

  <!-- Justified in running text; callouts and cells have set their own. -->
  <xsl:template name="setting">
    <xsl:if test="not(ancestor::h:table or ancestor::h:blockquote or ancestor::b:hang)">
      <xsl:attribute name="text-align">justify</xsl:attribute>
      <xsl:attribute name="hyphenate">true</xsl:attribute>
      <xsl:attribute name="hyphenation-ladder-count">2</xsl:attribute>
      <xsl:attribute name="hyphenation-keep">page</xsl:attribute>
      <xsl:attribute name="fp:optical-margins">true</xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- A callout without a kind may name it in a first paragraph that is bold as a whole. -->
  <xsl:template match="h:blockquote[not(@data-callout)]/h:p[not(preceding-sibling::*) and following-sibling::* and count(node()) = 1 and (h:strong or h:b)]">
    <fo:block xsl:use-attribute-sets="find" font-weight="700" keep-with-next.within-column="always">
      <xsl:call-template name="carry"/>
      <xsl:apply-templates select="*/node()"/>
    </fo:block>
  </xsl:template>
  <xsl:template match="h:blockquote[not(@data-callout)]/h:p[position() = 2 and ../h:p[1][count(node()) = 1 and (h:strong or h:b)]]">
    <fo:block><xsl:call-template name="carry"/><xsl:apply-templates/></fo:block>
  </xsl:template>

  <xsl:template match="h:h3 | h:h4 | h:h5 | h:h6">
    <fo:block role="{translate(local-name(), 'h', 'H')}">
      <xsl:choose>
        <xsl:when test="self::h:h3"><xsl:call-template name="as-h3"/></xsl:when>
        <xsl:otherwise><xsl:call-template name="as-h4"/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="carry"/>
      <xsl:apply-templates/>
    </fo:block>
  </xsl:template>

  <xsl:template name="as-h3">
    <xsl:variable name="attributes"><fo:block xsl:use-attribute-sets="h3"/></xsl:variable>
    <xsl:copy-of select="exsl:node-set($attributes)/*/@*" xmlns:exsl="http://exslt.org/common"/>
    <xsl:if test="following-sibling::*[1][self::h:table or self::h:blockquote]"><xsl:attribute name="space-after"><xsl:value-of select="0.5 * $u"/>pt</xsl:attribute></xsl:if>
  </xsl:template>
  <xsl:template name="as-h4">
    <xsl:variable name="attributes"><fo:block xsl:use-attribute-sets="h4"/></xsl:variable>
    <xsl:copy-of select="exsl:node-set($attributes)/*/@*" xmlns:exsl="http://exslt.org/common"/>
  </xsl:template>

  <xsl:template match="h:blockquote">
    <fo:block xsl:use-attribute-sets="callout" space-before="{0.5 * $u}pt" space-after="{0.5 * $u}pt">
      <xsl:call-template name="callout-colour"/>
      <xsl:call-template name="carry"/>
      <xsl:call-template name="callout-kind"/>
      <xsl:apply-templates/>
    </fo:block>
  </xsl:template>

  <xsl:template name="callout-kind">
    <xsl:if test="@data-callout">
      <fo:block role="NonStruct" xml:lang="{$lang}" keep-with-next.within-column="always">
        <xsl:call-template name="callout-word"><xsl:with-param name="key"><xsl:apply-templates select="@data-callout" mode="word"/></xsl:with-param></xsl:call-template>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <!-- A deadline may say how long it is in a first paragraph that is bold as a whole: large, and what is to be done beside it. -->
  <xsl:template match="h:blockquote[@data-callout = 'deadline' and h:p[1][not(preceding-sibling::*) and following-sibling::* and count(node()) = 1 and (h:strong or h:b)]]">
    <fo:block xsl:use-attribute-sets="callout" space-before="{0.5 * $u}pt" space-after="{0.5 * $u}pt">
      <xsl:call-template name="callout-colour"/>
      <xsl:call-template name="carry"/>
      <fo:table table-layout="fixed" border-collapse="separate" width="{$measure - 16 * $pt - $u}pt" role="Div">
        <fo:table-column column-width="{88 * $pt}pt"/>
        <fo:table-column column-width="{$measure - 104 * $pt - $u}pt"/>
        <fo:table-body role="NonStruct">
          <fo:table-row role="NonStruct">
            <fo:table-cell role="NonStruct" start-indent="0pt" end-indent="{0.25 * $u}pt">
              <xsl:call-template name="callout-kind"/>
              <fo:block font-family="Brochure Lining" font-size="{15 * $pt}pt" line-height="{19.5 * $pt}pt" font-weight="600">
                <xsl:for-each select="h:p[1]"><xsl:call-template name="carry"/><xsl:apply-templates select="*/node()"/></xsl:for-each>
              </fo:block>
            </fo:table-cell>
            <fo:table-cell role="NonStruct" start-indent="0pt" end-indent="0pt"><xsl:apply-templates select="*[position() &gt; 1]"/></fo:table-cell>
          </fo:table-row>
        </fo:table-body>
      </fo:table>
    </fo:block>
  </xsl:template>

  <xsl:template match="h:div">
    <fo:block role="Div">
      <xsl:call-template name="space-above"/>
      <xsl:call-template name="carry"/>
      <xsl:apply-templates/>
    </fo:block>
  </xsl:template>

  <!-- No other line than those of tables: a rule of the source is white. -->
  <xsl:template match="h:hr"><fo:block role="Artifact" space-before="{0.5 * $u}pt"/></xsl:template>

  <!-- Lists -->

  <xsl:template match="h:ul | h:ol">
    <fo:list-block xsl:use-attribute-sets="list">
      <xsl:if test="self::h:ol and count(h:li) &gt; 9">
        <xsl:attribute name="provisional-distance-between-starts"><xsl:value-of select="1.5 * $u"/>pt</xsl:attribute>
      </xsl:if>
      <xsl:call-template name="carry"/>
      <xsl:apply-templates select="h:li"/>
    </fo:list-block>
  </xsl:template>

  <xsl:template match="h:li">
    <fo:list-item>
      <!-- Neither the first item nor the last stands alone. -->
      <xsl:if test="not(preceding-sibling::h:li) and following-sibling::h:li"><xsl:attribute name="keep-with-next.within-column">always</xsl:attribute></xsl:if>
      <xsl:if test="preceding-sibling::h:li and not(following-sibling::h:li)"><xsl:attribute name="keep-with-previous.within-column">always</xsl:attribute></xsl:if>
      <xsl:call-template name="carry-around-blocks"/>
      <xsl:choose>
        <xsl:when test="parent::h:ol">
          <fo:list-item-label end-indent="label-end()"><fo:block text-align="start"><xsl:number/>.</fo:block></fo:list-item-label>
        </xsl:when>
        <xsl:otherwise><xsl:call-template name="dash"/></xsl:otherwise>
      </xsl:choose>
      <fo:list-item-body start-indent="body-start()"><xsl:call-template name="flow"/></fo:list-item-body>
    </fo:list-item>
  </xsl:template>

  <xsl:template name="dash">
    <fo:list-item-label end-indent="label-end()"><fo:block text-align="start">–</fo:block></fo:list-item-label>
  </xsl:template>

  <!-- Content that is either blocks or text: id and place stand on the block made for the text, else on what holds the blocks. -->
  <xsl:template name="carry-around-blocks">
    <xsl:if test="h:p | h:ul | h:ol | h:dl | h:table | h:div | h:blockquote | h:h3 | h:h4 | h:h5 | h:h6 | h:hr"><xsl:call-template name="carry"/></xsl:if>
  </xsl:template>

  <xsl:template name="flow">
    <xsl:choose>
      <xsl:when test="h:p | h:ul | h:ol | h:dl | h:table | h:div | h:blockquote | h:h3 | h:h4 | h:h5 | h:h6 | h:hr"><xsl:apply-templates/></xsl:when>
      <xsl:otherwise>
        <fo:block>
          <xsl:call-template name="setting"/>
          <xsl:call-template name="carry"/>
          <xsl:apply-templates/>
        </fo:block>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="h:dl"><xsl:apply-templates select="h:dt | h:dd"/></xsl:template>

  <xsl:template match="h:dt">
    <fo:block xsl:use-attribute-sets="h4" text-align="start" hyphenate="false">
      <xsl:if test="ancestor::h:table"><xsl:attribute name="font-family">Brochure Find</xsl:attribute><xsl:attribute name="font-weight">700</xsl:attribute></xsl:if>
      <xsl:call-template name="carry"/>
      <xsl:apply-templates/>
    </fo:block>
  </xsl:template>

  <xsl:template match="h:dd">
    <fo:block start-indent="inherited-property-value(start-indent) + {$u}pt" role="Div"><xsl:call-template name="carry-around-blocks"/><xsl:call-template name="flow"/></fo:block>
  </xsl:template>

  <!-- Tables -->

  <xsl:template match="h:table">
    <xsl:apply-templates select="h:caption"/>
    <fo:table xsl:use-attribute-sets="table" table-layout="auto" width="100%" space-before="{0.5 * $u}pt" space-after="{0.5 * $u}pt">
      <xsl:call-template name="carry"/>
      <xsl:variable name="first" select="(h:thead/h:tr | h:tbody/h:tr)[1]/*"/>
      <fo:table-column number-columns-repeated="{count($first[not(@colspan)]) + sum($first/@colspan)}"/>
      <xsl:if test="h:thead"><fo:table-header><xsl:apply-templates select="h:thead/h:tr"/></fo:table-header></xsl:if>
      <fo:table-body><xsl:apply-templates select="h:tbody/h:tr | h:tfoot/h:tr"/></fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template match="h:caption">
    <fo:block xsl:use-attribute-sets="find" font-weight="700" space-before="{$u}pt" keep-with-next.within-column="always">
      <xsl:call-template name="carry"/>
      <xsl:apply-templates/>
    </fo:block>
  </xsl:template>

  <xsl:template match="h:tr">
    <fo:table-row keep-together.within-column="always">
      <xsl:call-template name="carry"/>
      <xsl:if test="not(parent::h:thead)">
        <xsl:if test="not(preceding-sibling::h:tr) and following-sibling::h:tr"><xsl:attribute name="keep-with-next.within-column">always</xsl:attribute></xsl:if>
        <xsl:if test="preceding-sibling::h:tr and not(following-sibling::h:tr)"><xsl:attribute name="keep-with-previous.within-column">always</xsl:attribute></xsl:if>
      </xsl:if>
      <xsl:apply-templates select="h:td | h:th"/>
    </fo:table-row>
  </xsl:template>

  <xsl:template match="h:td | h:th">
    <fo:table-cell xsl:use-attribute-sets="cell-row" text-align="start">
      <xsl:if test="not(../preceding-sibling::h:tr) and (ancestor::h:thead or not(../../../h:thead) and not(../../preceding-sibling::h:tbody) and ancestor::h:tbody)">
        <xsl:attribute name="border-before-width"><xsl:value-of select="$pt"/>pt</xsl:attribute>
        <xsl:attribute name="padding-before"><xsl:value-of select="2.25 * $pt"/>pt</xsl:attribute>
      </xsl:if>
      <xsl:if test="self::h:th">
        <xsl:choose>
          <xsl:when test="ancestor::h:thead"><xsl:attribute name="font-weight">700</xsl:attribute></xsl:when>
          <xsl:otherwise><xsl:attribute name="fox:header">true</xsl:attribute></xsl:otherwise>
        </xsl:choose>
      </xsl:if>
      <xsl:if test="@colspan"><xsl:attribute name="number-columns-spanned"><xsl:value-of select="@colspan"/></xsl:attribute></xsl:if>
      <xsl:if test="@rowspan"><xsl:attribute name="number-rows-spanned"><xsl:value-of select="@rowspan"/></xsl:attribute></xsl:if>
      <xsl:call-template name="carry-around-blocks"/>
      <xsl:call-template name="flow"/>
    </fo:table-cell>
  </xsl:template>

  <!-- In the line -->

  <xsl:template match="h:strong | h:b">
    <xsl:choose>
      <xsl:when test="ancestor::h:th or ancestor::h:caption or ancestor::h:h3 or ancestor::h:h4 or ancestor::h:h5 or ancestor::h:h6 or ancestor::h:dt or ancestor::h:strong or ancestor::h:b">
        <xsl:call-template name="plain"/>
      </xsl:when>
      <xsl:when test="ancestor::h:table"><fo:inline font-weight="700" font-style="normal"><xsl:call-template name="inside"/></fo:inline></xsl:when>
      <xsl:otherwise><fo:inline font-weight="600" font-style="normal"><xsl:call-template name="inside"/></fo:inline></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="h:em | h:i | h:cite">
    <xsl:choose>
      <xsl:when test="ancestor::h:strong or ancestor::h:b or ancestor::h:th or ancestor::h:caption or ancestor::h:h3 or ancestor::h:h4 or ancestor::h:h5 or ancestor::h:h6 or ancestor::h:dt">
        <xsl:call-template name="plain"/>
      </xsl:when>
      <xsl:otherwise><fo:inline font-style="italic"><xsl:call-template name="inside"/></fo:inline></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="inside"><xsl:call-template name="carry"/><xsl:apply-templates/></xsl:template>

  <xsl:template name="plain">
    <xsl:choose>
      <xsl:when test="@xml:lang or @dir"><fo:inline><xsl:call-template name="inside"/></fo:inline></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="h:u | h:span"><xsl:call-template name="plain"/></xsl:template>
  <!-- The number of a form is not broken. -->
  <xsl:template match="h:span[contains(@data-value, 'certificate') or @data-value = 'health-form']">
    <fo:inline><xsl:call-template name="whole"/><xsl:call-template name="inside"/></fo:inline>
  </xsl:template>
  <xsl:template name="whole"><xsl:if test="string-length() &lt;= 14"><xsl:attribute name="keep-together.within-line">always</xsl:attribute></xsl:if></xsl:template>
  <xsl:template match="h:s"><fo:inline text-decoration="line-through"><xsl:call-template name="inside"/></fo:inline></xsl:template>
  <xsl:template match="h:sup"><fo:inline font-size="{6.6 * $pt}pt" baseline-shift="{3.4 * $pt}pt"><xsl:call-template name="inside"/></fo:inline></xsl:template>
  <xsl:template match="h:sub"><fo:inline font-size="{6.6 * $pt}pt" baseline-shift="{-1.5 * $pt}pt"><xsl:call-template name="inside"/></fo:inline></xsl:template>
  <xsl:template match="h:table//h:sup" priority="1"><fo:inline font-size="{5.8 * $pt}pt" baseline-shift="{2.8 * $pt}pt"><xsl:call-template name="inside"/></fo:inline></xsl:template>
  <xsl:template match="h:q">"<xsl:call-template name="plain"/>"</xsl:template>
  <xsl:template match="h:code"><fo:inline xml:lang="zxx"><xsl:apply-templates/></fo:inline></xsl:template>

  <!-- Small capitals for abbreviations in running text; the letters stay capitals in the text layer. -->
  <xsl:template match="h:abbr">
    <xsl:choose>
      <xsl:when test="ancestor::h:table or ancestor::h:strong or ancestor::h:b or ancestor::h:em or ancestor::h:i or ancestor::h:h3 or ancestor::h:dt">
        <xsl:call-template name="plain"/>
      </xsl:when>
      <xsl:otherwise><fo:inline font-family="Brochure Caps"><xsl:call-template name="inside"/></fo:inline></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="h:br"><fo:block/></xsl:template>

  <xsl:template match="h:img">
    <fo:external-graphic src="url('{@src}')" content-width="scale-down-to-fit" inline-progression-dimension.maximum="100%" width="100%" scaling="uniform">
      <xsl:choose>
        <xsl:when test="@alt != ''"><xsl:attribute name="fox:alt-text"><xsl:value-of select="@alt"/></xsl:attribute></xsl:when>
        <xsl:otherwise><xsl:attribute name="role">Artifact</xsl:attribute></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="carry"/>
    </fo:external-graphic>
  </xsl:template>

  <!-- Inside the brochure to where it stands, with the page when that is another fiche; outside to the address. -->
  <xsl:template match="h:a">
    <xsl:variable name="anchor" select="substring-after(@href, '#')"/>
    <xsl:variable name="target" select="key('anchor', $anchor)[1]"/>
    <xsl:choose>
      <xsl:when test="starts-with(@href, '#') and $target">
        <fo:basic-link internal-destination="{$anchor}" xsl:use-attribute-sets="link">
          <xsl:if test="$target/self::b:institution and string() = $target/@abbreviation and string() = translate(., 'abcdefghijklmnopqrstuvwxyzéèàï', '') and
              not(ancestor::*[self::h:table or self::h:strong or self::h:b or self::h:em or self::h:i or self::h:h3 or self::h:dt])">
            <xsl:attribute name="font-family">Brochure Caps</xsl:attribute>
          </xsl:if>
          <xsl:if test="$target/self::b:form"><xsl:call-template name="whole"/></xsl:if>
          <xsl:call-template name="inside"/>
        </fo:basic-link>
        <xsl:if test="$target[self::b:fiche or self::b:page or self::b:chapter]">
          <fo:inline xml:lang="{$lang}"><xsl:call-template name="see-page"><xsl:with-param name="id" select="$anchor"/></xsl:call-template></fo:inline>
        </xsl:if>
      </xsl:when>
      <xsl:when test="@href and not(starts-with(@href, '#'))">
        <fo:basic-link external-destination="url('{@href}')" xsl:use-attribute-sets="link"><xsl:call-template name="inside"/></fo:basic-link>
        <xsl:call-template name="address-note"/>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="plain"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- On paper a link to the outside has its address in a footnote: once in a fiche, and not where the text says it already. -->
  <xsl:key name="noted" match="b:link | h:a" use="concat(ancestor::*[self::b:fiche or self::b:page][1]/@id, ' ',
      @href[contains(., '://') and not(contains(concat('www.', ../@text, string(..), '/'), substring-after(., '://')))])"/>
  <xsl:key name="noted-in" match="b:link | h:a" use="ancestor::*[self::b:fiche or self::b:page][1]/@id"/>

  <xsl:template name="address-note">
    <xsl:variable name="within" select="ancestor::*[self::b:fiche or self::b:page][1]/@id"/>
    <xsl:if test="generate-id() = generate-id(key('noted', concat($within, ' ', @href))[1])">
      <xsl:variable name="here" select="generate-id()"/>
      <xsl:variable name="mark">
        <xsl:for-each select="key('noted-in', $within)[generate-id() = generate-id(key('noted', concat($within, ' ', @href))[1])]">
          <xsl:if test="generate-id() = $here"><xsl:value-of select="position()"/></xsl:if>
        </xsl:for-each>
      </xsl:variable>
      <xsl:variable name="in-table" select="number(boolean(ancestor::h:table))"/>
      <fo:footnote>
        <fo:inline font-family="Brochure Text" font-size="{(6.6 - 0.8 * $in-table) * $pt}pt" baseline-shift="{(3.4 - 0.6 * $in-table) * $pt}pt"><xsl:value-of select="$mark"/></fo:inline>
        <fo:footnote-body>
          <fo:block xsl:use-attribute-sets="note">
            <fo:inline font-size="{5.6 * $pt}pt" baseline-shift="{2.8 * $pt}pt"><xsl:value-of select="$mark"/></fo:inline>
            <xsl:text>&#160;</xsl:text>
            <fo:basic-link external-destination="url('{@href}')" xsl:use-attribute-sets="link"><xsl:call-template name="bare-address"><xsl:with-param name="web" select="@href"/></xsl:call-template></fo:basic-link>
          </fo:block>
        </fo:footnote-body>
      </fo:footnote>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
