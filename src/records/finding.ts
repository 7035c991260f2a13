/** One vulnerability as a scanner reported it; scanners produce it, scan records hold it, the lifecycle follows it. */
import { z } from 'zod';
import { longText, number, optional, slug, text } from '../contract/scalars.ts';
import { findingLevelIds, findingLevels } from '../contract/terms/finding-levels.ts';

export { type FindingLevel, findingLevels } from '../contract/terms/finding-levels.ts';

export const findingSchema = z.strictObject({
  id: text()
    .meta({ label: '漏洞编号', example: 'CVE-2024-6387' })
    .describe('CVE or CNVD number, else the plugin or rule of the scanner.'),
  asset: optional(slug())
    .meta({ label: '资产', example: 'app-server-1' })
    .describe('Absent: the address belongs to no known asset.'),
  address: text()
    .meta({ label: '扫描地址', example: '10.0.0.11', sensitivity: 'internal' })
    .describe('Host or image as the scanner names it.'),
  component: text()
    .meta({ label: '端口/组件', example: 'openssh-server' })
    .describe('Port such as `22/tcp`, package or file.'),
  installed: optional(text()).meta({ label: '当前版本', example: '8.7p1-38.el9' }),
  fixed: optional(text()).meta({ label: '修复版本', example: '8.7p1-38.el9_4.4' }),
  cvss: optional(number().pipe(z.number().min(0, '应为 0–10').max(10, '应为 0–10'))).meta({
    label: 'CVSS 分值',
    example: 8.1,
  }),
  vector: optional(text()).meta({ label: 'CVSS 向量', example: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H' }),
  level: z.enum(findingLevelIds).meta({ label: '等级', choices: findingLevels }),
  exploited: optional(z.preprocess((v) => (v === 'true' ? true : v), z.literal(true)))
    .meta({ label: '已知被利用' })
    .describe('In the list of known exploited vulnerabilities that the import was given.'),
  epss: optional(number().pipe(z.number().min(0, '应为 0–1').max(1, '应为 0–1')))
    .meta({ label: 'EPSS 百分位', example: 0.97 })
    .describe(
      'Share of all vulnerabilities that are less likely to be exploited, by the list that the import was given.',
    ),
  title: optional(text()).meta({ label: '漏洞名称', example: 'OpenSSH 远程代码执行漏洞' }),
  description: optional(longText()).meta({ label: '描述' }),
  evidence: optional(longText()).meta({ label: '证据', example: '版本比对：8.7p1-38.el9 低于修复版本' }),
  solution: optional(longText()).meta({ label: '修复方案', example: '升级 openssh-server' }),
});
export type Finding = z.infer<typeof findingSchema>;

/** What a finding is followed by across scans: never free text, so that other wording neither duplicates nor reopens. */
export function findingKey(finding: {
  asset?: string | undefined;
  address: string;
  component: string;
  id: string;
}): string {
  return JSON.stringify([finding.asset ?? finding.address, finding.component, finding.id]);
}
