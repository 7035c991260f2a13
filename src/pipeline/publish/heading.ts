/** What the site says of itself on every page: whose it is, how its documents go out, and whether it is kept up to date. */
import type { SiteModel } from '../../report/site-model.ts';
import type { SiteMask } from '../../sections/parts/mask.ts';
import { readHeartbeat } from '../../workspace/store/heartbeat.ts';
import { nextUpdateBy } from '../heartbeat.ts';
import { shownHead } from '../log/show.ts';
import type { Session } from '../session.ts';
import { handoverWords } from './occurrence.ts';

type Heading = Pick<
  SiteModel,
  'scheduled' | 'project' | 'siteTitle' | 'purchaser' | 'supplier' | 'called' | 'servicePeriod' | 'dueFeed' | 'logHead'
> &
  ReturnType<typeof handoverWords>;

/** @param around who may see what, and the ISO instant of the build */
export async function headingOf(
  { workspace }: Session,
  { mask, now }: { mask: SiteMask; now: string },
): Promise<Heading> {
  const { contract } = workspace.contract;
  return {
    scheduled: await scheduledBy(workspace.root, now),
    project: contract.project,
    siteTitle: workspace.settings.site.title,
    purchaser: contract.parties.purchaser,
    supplier: contract.parties.supplier,
    called: { purchaser: '⟦采购人⟧', supplier: '⟦供应商⟧' },
    servicePeriod: `${contract.servicePeriod.from} 至 ${contract.servicePeriod.to}`,
    dueFeed: mask.internal ? DUE_CALENDAR : null,
    logHead: (await shownHead(workspace.root)) ?? null,
    ...handoverWords(workspace.contract),
  };
}

/** Whether a scheduler is meant to run, and by when it builds the site anew. */
async function scheduledBy(root: string, now: string): Promise<SiteModel['scheduled']> {
  const beat = await readHeartbeat(root);
  return beat === null ? null : { nextUpdateBy: nextUpdateBy(beat, now) };
}

/** The feed of due times that calendar programs ask for. */
export const DUE_CALENDAR = '/due.ics';
