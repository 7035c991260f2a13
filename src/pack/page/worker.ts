/** Checks beside the page, so that it stays alive. */
import '../../site/client/floor.ts';
import { type Asked, openJobs } from './job.ts';

const run = openJobs((answer) => self.postMessage(answer));
self.addEventListener('message', (event: MessageEvent<Asked>) => void run(event.data));
