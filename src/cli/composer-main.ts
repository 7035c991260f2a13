/** `npm run -s composer`: the line of this version for `releases/composers.txt`, which a release appends there. */
import { composerLine } from '../pipeline/verify/composers.ts';

process.stdout.write(`${await composerLine()}\n`);
