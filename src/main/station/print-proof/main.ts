/** Prints or draws a sheet that shows all a printer must do: `npm run print-proof -- --port URL | --out FILE.png`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { HallConfig } from '../../../shared/catalogue/types.ts';
import { checkHall } from '../../../shared/catalogue/validate.ts';
import { isUsable } from '../../../shared/device/health.ts';
import { deviceMessages } from '../../../shared/messages/device.ts';
import type { PaperDocument } from '../../../shared/paper/document.ts';
import { codePoint, proofPaper } from '../../../shared/paper/proof.ts';
import { sampleSlip } from '../../../shared/paper/sample.ts';
import { openPrinter, type Printer, PrinterConfig } from '../devices/index.ts';
import { encodeDocument } from '../devices/printer/encode.ts';
import { drawPaper } from '../devices/printer/preview/draw.ts';
import { pngOf } from '../devices/printer/preview/png.ts';
import {
  type PrinterProfile,
  type PrinterProfileId,
  printerProfileIds,
  printerProfiles,
} from '../devices/printer/profiles.ts';

const HELP = `打印校样 · a sheet that shows all a printer must do

  npm run print-proof -- --port serial:/dev/ttyUSB0?baud=9600     打印 · prints it
  npm run print-proof -- --port tcp://192.168.1.50:9100
  npm run print-proof -- --out proof.png                          画成图片 · draws it

  --hall FILE      用该大厅的版式打印一张样票 · a sample ticket in the layout of this hall's file
  --profile NAME   ${printerProfileIds.join(', ')}
`;

/** As long as a slow line and a slow head take for the sheet. */
const READY_MS = 8000;

async function main(): Promise<number> {
  const options = readOptions();
  if (typeof options === 'string') return complain(options);
  const profile = printerProfiles[options.profile];
  const { sheet } = options;
  const { bytes, missing } = encodeDocument(sheet, profile);
  process.stdout.write(`${profile.id}: ${bytes.length} bytes\n`);
  if (missing.length > 0)
    process.stdout.write(`〓 ${missing.map((char) => `${char} ${codePoint(char)}`).join(', ')}\n`);
  if (options.out) {
    writeFileSync(options.out, pngOf(drawPaper(bytes, profile.dots)));
    process.stdout.write(`${options.out}\n`);
  }
  return options.port ? print(options.port, profile, sheet) : 0;
}

function proof({ columns, paperMm, id }: PrinterProfile): PaperDocument {
  return proofPaper({ columns, paperMm, name: id });
}

/** A ticket nobody holds, in the layout of a hall's file; or what is wrong with the file. */
function sampleTicket(file: string): PaperDocument | string {
  const parsed = HallConfig.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) return `${file}: ${z.prettifyError(parsed.error)}`;
  const mistakes = checkHall(parsed.data);
  if (mistakes.length > 0) return `${file}:\n  ${mistakes.join('\n  ')}`;
  return sampleSlip('ticket', parsed.data, parsed.data.paper?.ticket);
}

interface Options {
  readonly profile: PrinterProfileId;
  readonly sheet: PaperDocument;
  readonly port?: string;
  readonly out?: string;
}

function readOptions(): Options | (string & {}) {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        out: { type: 'string' },
        hall: { type: 'string' },
        profile: { type: 'string', default: 'generic-80' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const profile = printerProfileIds.find((id) => id === values.profile);
    if (!profile) return `--profile ${values.profile}: expected one of ${printerProfileIds.join(', ')}`;
    if (values.help || (!values.port && !values.out)) return '';
    const sheet = values.hall ? sampleTicket(values.hall) : proof(printerProfiles[profile]);
    if (typeof sheet === 'string') return sheet;
    return {
      profile,
      sheet,
      ...(values.port ? { port: values.port } : {}),
      ...(values.out ? { out: values.out } : {}),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function complain(problem: string): number {
  process.stderr.write(problem ? `${problem}\n\n${HELP}` : HELP);
  return problem ? 2 : 0;
}

async function print(port: string, profile: PrinterProfile, sheet: PaperDocument): Promise<number> {
  const config = PrinterConfig.safeParse({ url: port, profile: profile.id });
  if (!config.success) return complain(`--port ${config.error.issues[0]?.message ?? port}`);
  const printer = openPrinter(config.data);
  try {
    await untilUsable(printer);
    const health = printer.health();
    if (health.state === 'down') return complain(deviceMessages.in('zh-CN')(`${health.code}.keeper`));
    const outcome = await printer.print(sheet);
    process.stdout.write(`${JSON.stringify(outcome)}\n`);
    return outcome.outcome === 'printed' ? 0 : 1;
  } finally {
    await printer.close();
  }
}

function untilUsable(printer: Printer): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, READY_MS);
    const off = printer.onHealth((health) => isUsable(health) && done());
    function done() {
      clearTimeout(timer);
      off();
      resolve();
    }
    if (isUsable(printer.health())) done();
  });
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
