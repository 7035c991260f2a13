/** Automatic checks of assets that no source of the settings reads. */
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import type { Asset } from '../../contract/terms/assets.ts';
import { applies } from '../../contract/terms/checklist.ts';
import { SETTINGS_FILE } from '../../workspace/disk/areas.ts';
import type { Settings, SourceSettings } from '../../workspace/settings/settings.ts';
import type { Finding } from './finding.ts';

/**
 * Assets with automatic checks and without a source.
 * @param targetsOf assets that a source reads beside its target; an empty list where its settings cannot be read yet
 */
export function sourceFindings(
  { assets, checks }: ContractBundle,
  settings: Pick<Settings, 'sources' | 'probe'>,
  targetsOf: (source: SourceSettings) => readonly string[],
): Finding[] {
  const read = new Set([
    ...settings.sources.flatMap((source) => [source.target, ...targetsOf(source)]),
    ...(settings.probe?.targets ?? []).map(({ target }) => target),
  ]);
  const count = (asset: Asset): number => checks.filter((one) => !one.manual && applies(one, asset)).length;
  return assets
    .filter((asset) => asset.contract && !read.has(asset.id))
    .map((asset) => ({ asset, checks: count(asset) }))
    .filter((one) => one.checks > 0)
    .map(
      ({ asset, checks: own }): Finding => ({
        ...{
          cause: 'source',
          file: SETTINGS_FILE,
          what: `类别 ${asset.kind}，每个 ${own} 项自动检查`,
          where: asset.id,
        },
      }),
    );
}
