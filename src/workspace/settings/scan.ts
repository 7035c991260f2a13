/** `scan` in the settings: whose the addresses of scanner reports are, and the offline lists. Clause 5.3.6. */
import { z } from 'zod';
import { optional, slug, text } from '../../contract/scalars.ts';

const names = (label: string, example: string) =>
  optional(z.array(text().meta({ example }), '应为清单')).meta({ label, sensitivity: 'internal' });
const file = (label: string, example: string) =>
  optional(text()).meta({ label, example }).describe('Path, from the workspace when it is not absolute.');

export const scanSchema = z.strictObject({
  assets: optional(
    z.array(
      z.strictObject({
        asset: slug().meta({ label: '资产', example: 'app-server-1' }),
        addresses: names('地址', '10.0.0.11'),
        names: names('主机名', 'app-1.example.internal'),
        images: names('镜像', 'registry.example.internal/oa/web').describe('Without tag: all of its tags.'),
      }),
      '应为清单',
    ),
  ).meta({ label: '扫描地址对应的资产' }),
  kev: file('已知被利用清单（KEV）', 'inbox/known_exploited_vulnerabilities.json'),
  epss: file('EPSS 清单', 'inbox/epss_scores-current.csv'),
});

/** One asset and what scanners call it. */
export interface ScannedAsset {
  asset: string;
  addresses: readonly string[];
  names: readonly string[];
  /** References of container images, with or without tag. */
  images: readonly string[];
}

export interface ScanSettings {
  assets: readonly ScannedAsset[];
  /** Paths of the offline lists; null: none. */
  kev: string | null;
  epss: string | null;
}

export function scanSettings(parsed: z.infer<typeof scanSchema> | undefined): ScanSettings {
  return {
    assets: (parsed?.assets ?? []).map((one) => ({
      asset: one.asset,
      addresses: one.addresses ?? [],
      names: one.names ?? [],
      images: one.images ?? [],
    })),
    kev: parsed?.kev ?? null,
    epss: parsed?.epss ?? null,
  };
}
