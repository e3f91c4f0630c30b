<?xml version="1.0" encoding="UTF-8"?>
<!-- Find your page: the grid with equal cells; in each the page of the fiche that answers, as a link. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
    xmlns:b="urn:fichepress:brochure:1" exclude-result-prefixes="b">

  <xsl:variable name="find-label" select="7.5 * $u"/>
  <!-- The narrower selection of a personal guide has few statuses: no column is wider than among seven. -->
  <xsl:variable name="find-column" select="15.5 * $u div (count($statuses) + (7 - count($statuses)) * number(count($statuses) &lt; 7))"/>
  <!-- The heads of the columns are set upwards, in as many lines as a column has room for; as high as the longest name asks. -->
  <xsl:variable name="find-small" select="number(count($statuses) &gt; 8)"/>
  <xsl:variable name="find-size" select="(7.8 - 0.6 * $find-small) * $pt"/>
  <xsl:variable name="find-leading" select="(9.4 - 0.8 * $find-small) * $pt"/>
  <xsl:variable name="find-longest">
    <xsl:for-each select="$statuses">
      <xsl:sort select="string-length(@label)" data-type="number" order="descending"/>
      <xsl:if test="position() = 1"><xsl:value-of select="string-length(@label)"/></xsl:if>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="find-wanted" select="ceiling(2 * (0.65 * $find-size * ceiling($find-longest div floor($find-column div $find-leading)) div $u + 0.4)) div 2"/>
  <xsl:variable name="find-head">
    <xsl:choose>
      <xsl:when test="$find-wanted &gt; 12"><xsl:value-of select="12 * $u"/></xsl:when>
      <xsl:when test="$find-wanted &gt; 8"><xsl:value-of select="$find-wanted * $u"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="8 * $u"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="find-row" select="$u * (2 - 0.5 * number(count($rows) &gt; 10))"/>
  <xsl:variable name="find-height" select="concat($find-row - $gap, 'pt')"/> <!-- of what fills a cell -->

  <xsl:template name="find">
    <fo:page-sequence master-reference="pages" force-page-count="no-force">
      <xsl:call-template name="heads"/>
      <fo:flow flow-name="xsl-region-body" xsl:use-attribute-sets="find" color="{$ink}">
        <fo:block xsl:use-attribute-sets="h1" id="find">
          <xsl:variable name="title"><xsl:call-template name="say"><xsl:with-param name="key" select="'find.title'"/></xsl:call-template></xsl:variable>
          <xsl:call-template name="markers"><xsl:with-param name="subject" select="$title"/></xsl:call-template>
          <xsl:copy-of select="$title"/>
        </fo:block>
        <fo:block end-indent="{2 * $u}pt" space-after="{0.5 * $u}pt">
          <xsl:call-template name="say"><xsl:with-param name="key" select="'find.intro'"/></xsl:call-template>
        </fo:block>
        <xsl:if test="$rows and $statuses"><xsl:call-template name="find-table"/></xsl:if>
        <xsl:call-template name="find-legend"/>
      </fo:flow>
    </fo:page-sequence>
  </xsl:template>

  <xsl:template name="find-legend">
    <fo:table xsl:use-attribute-sets="places" space-before="{0.5 * $u}pt">
      <fo:table-column column-width="{11 * $u}pt"/>
      <fo:table-column column-width="{$u}pt"/>
      <fo:table-column column-width="{11 * $u}pt"/>
      <fo:table-body role="NonStruct">
        <fo:table-row role="NonStruct">
          <fo:table-cell role="NonStruct">
            <fo:block start-indent="{$u}pt" text-indent="{-$u}pt">
              <xsl:if test="$brochure/b:grid/b:row/b:cell[@state = 'gap']">
                <fo:inline role="Artifact"><fo:leader leader-pattern="rule" rule-style="solid" rule-thickness="{0.6 * $u}pt" leader-length="{0.6 * $u}pt" color="{$palette[2]/@pale}"/></fo:inline>
                <fo:leader leader-pattern="space" leader-length="{0.4 * $u}pt"/>
                <xsl:call-template name="say">
                  <xsl:with-param name="key" select="'find.gap'"/>
                  <xsl:with-param name="page">
                    <xsl:if test="$institutions"><xsl:call-template name="see-page"><xsl:with-param name="id" select="'contacts'"/></xsl:call-template></xsl:if>
                  </xsl:with-param>
                </xsl:call-template>
              </xsl:if>
            </fo:block>
          </fo:table-cell>
          <fo:table-cell role="NonStruct"><fo:block/></fo:table-cell>
          <fo:table-cell role="NonStruct"><fo:block><xsl:if test="count($statuses) &gt; 1"><xsl:call-template name="say"><xsl:with-param name="key" select="'find.two'"/></xsl:call-template></xsl:if></fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="find-table">
    <fo:table table-layout="fixed" border-collapse="separate" width="{$find-label + count($statuses) * $find-column}pt">
      <fo:table-column column-width="{$u}pt"/>
      <fo:table-column column-width="{$find-label - $u}pt"/>
      <fo:table-column column-width="{$find-column}pt" number-columns-repeated="{count($statuses)}"/>
      <fo:table-header>
        <fo:table-row height="{$find-head}pt">
          <fo:table-cell display-align="after" number-columns-spanned="2"><fo:block font-weight="700"><xsl:call-template name="say"><xsl:with-param name="key" select="'subject'"/></xsl:call-template></fo:block></fo:table-cell>
          <xsl:for-each select="$statuses">
            <fo:table-cell>
              <fo:block-container reference-orientation="90" width="{$find-head - 0.4 * $u}pt" height="{$find-column}pt" display-align="center" overflow="visible">
                <fo:block font-size="{$find-size}pt" line-height="{$find-leading}pt" xsl:use-attribute-sets="long-words"><xsl:value-of select="@label"/></fo:block>
              </fo:block-container>
            </fo:table-cell>
          </xsl:for-each>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$rows">
          <fo:table-row height="{$find-row}pt" keep-together.within-column="always">
            <xsl:call-template name="find-label"/>
            <xsl:apply-templates select="bar" mode="find"/>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="find-label">
    <xsl:variable name="row" select="."/>
    <xsl:variable name="label"><xsl:for-each select="$brochure"><xsl:value-of select="key('subject', $row/@subject)/@label"/></xsl:for-each></xsl:variable>
    <fo:table-cell display-align="center" fox:header="true">
      <fo:block id="find-{@number}" line-height="{10.4 * $pt}pt" font-weight="700" color="{@full}"><xsl:value-of select="@number"/></fo:block>
    </fo:table-cell>
    <fo:table-cell display-align="center" fox:header="true">
      <fo:block xsl:use-attribute-sets="long-words" line-height="{10.4 * $pt}pt" end-indent="{0.25 * $u}pt">
        <xsl:if test="string-length($label) &gt; 32">
          <xsl:attribute name="font-size"><xsl:value-of select="7.2 * $pt"/>pt</xsl:attribute>
          <xsl:attribute name="line-height"><xsl:value-of select="8.6 * $pt"/>pt</xsl:attribute>
        </xsl:if>
        <xsl:value-of select="$label"/>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- One cell for each status, so that a column can be followed; those of a bar lie over each other a little: no seam. -->
  <xsl:template match="bar" mode="find">
    <xsl:param name="at" select="1"/>
    <fo:table-cell padding-before="{0.5 * $gap}pt" padding-after="{0.5 * $gap}pt">
      <fo:block-container height="{$find-height}" display-align="center" width="{$find-column + 0.3 * $pt * ($at &lt; @span) - $gap * ($at = @span)}pt" background-color="{@fill}">
        <xsl:if test="not(answer)"><fo:block/></xsl:if>
        <xsl:for-each select="answer">
          <fo:block text-align="center" color="#FFFFFF" font-weight="700">
            <xsl:if test="last() &gt; 1">
              <xsl:attribute name="font-size"><xsl:value-of select="7.2 * $pt"/>pt</xsl:attribute>
              <xsl:attribute name="line-height"><xsl:value-of select="0.8 * ($find-row - $gap) div last()"/>pt</xsl:attribute>
            </xsl:if>
            <fo:basic-link internal-destination="fiche-{@fiche}"><fo:page-number-citation ref-id="fiche-{@fiche}"/></fo:basic-link>
          </fo:block>
        </xsl:for-each>
      </fo:block-container>
    </fo:table-cell>
    <xsl:if test="$at &lt; @span">
      <xsl:apply-templates select="." mode="find"><xsl:with-param name="at" select="$at + 1"/></xsl:apply-templates>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
