/** What tests write down is of the day of their story: it entered the history when they say so, whatever this machine's clock says. */
import { entryClock } from '../../src/workspace/git/commit-changes.ts';

entryClock.believed = false;
