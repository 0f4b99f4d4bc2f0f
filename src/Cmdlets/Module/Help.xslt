<?xml version="1.0" encoding="utf-8"?>
<!-- Help.xml to the format that Get-Help reads. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:maml="http://schemas.microsoft.com/maml/2004/10"
    xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10"
    xmlns:dev="http://schemas.microsoft.com/maml/dev/2004/10">
  <xsl:output method="xml" indent="yes" encoding="utf-8"/>
  <xsl:template match="/help">
    <helpItems schema="maml">
      <xsl:apply-templates select="cmdlet"/>
    </helpItems>
  </xsl:template>
  <xsl:template match="cmdlet">
    <command:command>
      <command:details>
        <command:name><xsl:value-of select="@name"/></command:name>
        <maml:description><maml:para><xsl:value-of select="@does"/></maml:para></maml:description>
        <command:verb><xsl:value-of select="substring-before(@name, '-')"/></command:verb>
        <command:noun><xsl:value-of select="substring-after(@name, '-')"/></command:noun>
      </command:details>
      <maml:description>
        <maml:para><xsl:value-of select="@does"/></maml:para>
        <xsl:for-each select="note"><maml:para><xsl:value-of select="."/></maml:para></xsl:for-each>
        <maml:para>Get-Command <xsl:value-of select="@name"/> -Syntax shows the parameters.</maml:para>
      </maml:description>
      <command:examples>
        <xsl:for-each select="example">
          <command:example>
            <maml:title>Example <xsl:value-of select="position()"/></maml:title>
            <dev:code><xsl:value-of select="."/></dev:code>
            <dev:remarks><maml:para><xsl:value-of select="@says"/></maml:para></dev:remarks>
          </command:example>
        </xsl:for-each>
      </command:examples>
    </command:command>
  </xsl:template>
</xsl:stylesheet>
