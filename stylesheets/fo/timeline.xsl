<?xml version="1.0" encoding="UTF-8"?>
<!-- The dates of an instrument as a line in time: an earlier treaty as a thin line, today's as a bar, a tick for each date. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:b="urn:fichepress:brochure:1" exclude-result-prefixes="b">

  <!-- A date as a number of years. -->
  <xsl:template match="b:signed | b:in-force | b:ended" mode="years">
    <xsl:variable name="month"><xsl:choose><xsl:when test="@month"><xsl:value-of select="@month"/></xsl:when><xsl:otherwise>1</xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:variable name="day"><xsl:choose><xsl:when test="@day"><xsl:value-of select="@day"/></xsl:when><xsl:otherwise>1</xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:value-of select="@year + ($month - 1) div 12 + ($day - 1) div 372"/>
  </xsl:template>

  <xsl:template match="b:agreement" mode="timeline">
    <xsl:variable name="earlier" select="key('agreement', b:replaces/@id)[b:in-force/@year][1]"/>
    <xsl:variable name="start-tree">
      <xsl:apply-templates select="$earlier/b:in-force" mode="years"/>
      <xsl:if test="not($earlier)">
        <xsl:choose>
          <xsl:when test="b:signed/@year &lt;= b:in-force/@year"><xsl:apply-templates select="b:signed" mode="years"/></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="b:in-force" mode="years"/></xsl:otherwise>
        </xsl:choose>
      </xsl:if>
    </xsl:variable>
    <xsl:variable name="start" select="floor($start-tree)"/>
    <xsl:variable name="scale" select="$measure div ($year-of-edition + 1 - $start)"/>
    <xsl:variable name="force-years"><xsl:apply-templates select="b:in-force" mode="years"/></xsl:variable>
    <xsl:variable name="force" select="($force-years - $start) * $scale"/>
    <fo:block-container height="{4.5 * $u}pt" width="{$measure}pt" space-before="{0.5 * $u}pt" keep-with-next.within-column="always">
      <xsl:if test="$earlier">
        <xsl:variable name="from"><xsl:apply-templates select="$earlier/b:in-force" mode="years"/></xsl:variable>
        <xsl:variable name="x" select="($from - $start) * $scale"/>
        <xsl:call-template name="time-bar">
          <xsl:with-param name="left" select="$x"/><xsl:with-param name="top" select="20.6 * $pt"/>
          <xsl:with-param name="width" select="$force - $x"/><xsl:with-param name="height" select="$pt"/>
        </xsl:call-template>
        <xsl:call-template name="time-bar">
          <xsl:with-param name="left" select="$x"/><xsl:with-param name="top" select="16.25 * $pt"/>
          <xsl:with-param name="width" select="$pt"/><xsl:with-param name="height" select="9.75 * $pt"/>
        </xsl:call-template>
        <xsl:call-template name="time-label">
          <xsl:with-param name="left" select="$x"/><xsl:with-param name="top" select="3.25 * $pt"/><xsl:with-param name="width" select="$measure - $x"/>
          <xsl:with-param name="text">
            <xsl:call-template name="say">
              <xsl:with-param name="key" select="concat('time.earlier', substring('.dated', 1, 6 * number(boolean($earlier/b:signed/@text))))"/>
              <xsl:with-param name="date" select="$earlier/b:signed/@text"/>
            </xsl:call-template>
          </xsl:with-param>
        </xsl:call-template>
        <xsl:if test="$force - $x &gt;= 7.5 * $u">
          <xsl:call-template name="time-date">
            <xsl:with-param name="left" select="$x"/><xsl:with-param name="date" select="$earlier/b:in-force/@text"/><xsl:with-param name="key" select="'time.in-force'"/>
          </xsl:call-template>
        </xsl:if>
      </xsl:if>
      <!-- From the signature on: the time that it took, where no earlier treaty fills it. -->
      <xsl:if test="not($earlier) and b:signed/@year">
        <xsl:variable name="signed"><xsl:apply-templates select="b:signed" mode="years"/></xsl:variable>
        <xsl:if test="$signed &lt; $force-years">
          <xsl:call-template name="time-bar">
            <xsl:with-param name="left" select="($signed - $start) * $scale"/><xsl:with-param name="top" select="20.9 * $pt"/>
            <xsl:with-param name="width" select="($force-years - $signed) * $scale"/><xsl:with-param name="height" select="0.4 * $pt"/>
          </xsl:call-template>
        </xsl:if>
      </xsl:if>
      <xsl:call-template name="time-bar">
        <xsl:with-param name="left" select="$force"/><xsl:with-param name="top" select="16.25 * $pt"/>
        <xsl:with-param name="width" select="$measure - $force"/><xsl:with-param name="height" select="9.75 * $pt"/>
      </xsl:call-template>
      <xsl:if test="b:signed/@year"><xsl:apply-templates select="b:signed" mode="timeline">
        <xsl:with-param name="start" select="$start"/><xsl:with-param name="scale" select="$scale"/>
        <xsl:with-param name="force" select="$force"/><xsl:with-param name="earlier" select="$earlier"/>
      </xsl:apply-templates></xsl:if>
      <xsl:call-template name="time-date">
        <xsl:with-param name="left" select="$force"/><xsl:with-param name="date" select="b:in-force/@text"/>
        <xsl:with-param name="key" select="concat('time.in-force', substring('.provisional', 1, 12 * number(b:in-force/@provisional = 'true')))"/>
        <xsl:with-param name="weight" select="'700'"/>
      </xsl:call-template>
      <fo:block/>
    </fo:block-container>
  </xsl:template>

  <!-- The signature: below, left of the entry into force, where there is room; above when no earlier treaty stands there. -->
  <xsl:template match="b:signed" mode="timeline">
    <xsl:param name="start"/><xsl:param name="scale"/><xsl:param name="force"/><xsl:param name="earlier"/>
    <xsl:variable name="years"><xsl:apply-templates select="." mode="years"/></xsl:variable>
    <xsl:variable name="x" select="($years - $start) * $scale"/>
    <xsl:if test="$x &gt;= 0 and $x &lt;= $measure">
      <xsl:call-template name="time-bar">
        <xsl:with-param name="left" select="$x"/><xsl:with-param name="top" select="16.25 * $pt"/>
        <xsl:with-param name="width" select="$pt"/><xsl:with-param name="height" select="9.75 * $pt"/>
      </xsl:call-template>
      <xsl:choose>
        <xsl:when test="not($earlier)">
          <xsl:call-template name="time-label">
            <xsl:with-param name="left" select="$x"/><xsl:with-param name="top" select="3.25 * $pt"/><xsl:with-param name="width" select="$measure - $x"/>
            <xsl:with-param name="text">
              <xsl:call-template name="say"><xsl:with-param name="key" select="concat('time.', substring('adopted', 1, 7 * number(../@kind = 'eu_regulation')), substring('signed', 1, 6 * number(../@kind != 'eu_regulation')), '.on')"/><xsl:with-param name="date" select="@text"/></xsl:call-template>
            </xsl:with-param>
          </xsl:call-template>
        </xsl:when>
        <xsl:when test="$force &gt;= 15 * $u">
          <xsl:call-template name="time-date">
            <xsl:with-param name="right" select="16 * $u - 0.5 * $u"/><xsl:with-param name="date" select="@text"/><xsl:with-param name="key" select="'time.signed'"/>
          </xsl:call-template>
        </xsl:when>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <!-- The first of a month in French has its letters raised. -->
  <xsl:template name="time-text">
    <xsl:param name="date"/>
    <xsl:choose>
      <xsl:when test="starts-with($date, '1er ')">1<fo:inline font-size="{5.2 * $pt}pt" baseline-shift="{2.4 * $pt}pt">er</fo:inline><xsl:value-of select="substring($date, 4)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$date"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="time-bar">
    <xsl:param name="left"/><xsl:param name="top"/><xsl:param name="width"/><xsl:param name="height"/>
    <fo:block-container xsl:use-attribute-sets="placed" role="Artifact" left="{$left}pt" top="{$top}pt" width="{$width}pt" height="{$height}pt"
        background-color="{$palette[1]/@full}"><fo:block/></fo:block-container>
  </xsl:template>

  <!-- One line that begins at `left`, or ends at the edge when that lies in the right half. -->
  <xsl:template name="time-label">
    <xsl:param name="left"/><xsl:param name="top"/><xsl:param name="width"/><xsl:param name="text"/>
    <xsl:variable name="right-half" select="$left &gt; 0.5 * $measure"/>
    <fo:block-container xsl:use-attribute-sets="placed" left="{$left * number(not($right-half))}pt" top="{$top}pt" height="{0.75 * $u}pt"
        width="{$width * number(not($right-half)) + $measure * number($right-half)}pt">
      <fo:block xsl:use-attribute-sets="fine">
        <xsl:if test="$right-half"><xsl:attribute name="text-align">end</xsl:attribute></xsl:if>
        <xsl:copy-of select="$text"/>
      </fo:block>
    </fo:block-container>
  </xsl:template>

  <!-- Two lines below the axis: the date, what happened. From `left` on; in the right half up to the edge; or up to `right`. -->
  <xsl:template name="time-date">
    <xsl:param name="left" select="0"/>
    <xsl:param name="right"/>
    <xsl:param name="date"/>
    <xsl:param name="key"/>
    <xsl:param name="weight" select="'400'"/>
    <xsl:variable name="to-edge" select="$right or $left &gt; 0.5 * $measure"/>
    <xsl:variable name="edge">
      <xsl:choose><xsl:when test="$right"><xsl:value-of select="$right"/></xsl:when><xsl:otherwise><xsl:value-of select="$measure"/></xsl:otherwise></xsl:choose>
    </xsl:variable>
    <xsl:variable name="room" select="7 * $u"/>
    <fo:block-container xsl:use-attribute-sets="placed" top="{29.25 * $pt}pt" width="{$room}pt" height="{1.5 * $u}pt">
      <xsl:attribute name="left">
        <xsl:choose><xsl:when test="$to-edge"><xsl:value-of select="$edge - $room"/></xsl:when><xsl:otherwise><xsl:value-of select="$left"/></xsl:otherwise></xsl:choose>
        <xsl:text>pt</xsl:text>
      </xsl:attribute>
      <fo:block xsl:use-attribute-sets="fine">
        <xsl:if test="$to-edge"><xsl:attribute name="text-align">end</xsl:attribute></xsl:if>
        <fo:inline font-weight="{$weight}"><xsl:call-template name="time-text"><xsl:with-param name="date" select="string($date)"/></xsl:call-template></fo:inline><fo:block/>
        <xsl:call-template name="say"><xsl:with-param name="key" select="$key"/></xsl:call-template>
      </fo:block>
    </fo:block-container>
  </xsl:template>
</xsl:stylesheet>
