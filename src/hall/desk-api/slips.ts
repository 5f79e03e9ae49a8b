import { encodeDocument } from '../../main/station/devices/printer/encode.ts';
import { drawPaper } from '../../main/station/devices/printer/preview/draw.ts';
import { pngOf } from '../../main/station/devices/printer/preview/png.ts';
import { slipLengthMm } from '../../main/station/devices/printer/preview/slip-length.ts';
import { printerProfiles } from '../../main/station/devices/printer/profiles.ts';
import type { HallConfig } from '../../shared/catalogue/types.ts';
import { SHIPPED, SLIP_KINDS, sampleSlip } from '../../shared/paper/sample.ts';
import { SLIPS, type Slip } from '../../shared/paper/slip-names.ts';
import { readTemplate, type TemplateMistake } from '../../shared/paper/template.ts';
import type { SlipLayouts, SlipPicture } from '../../shared/protocol/slip-layouts.ts';

/** What most halls have, of each width. */
const PAPERS = [printerProfiles['generic-80'], printerProfiles['generic-58']];

/** The layouts that are in force, and what may stand in them. */
export function slipLayouts(config: HallConfig, inFile: boolean): SlipLayouts {
  const of = (slip: Slip) => ({
    template: config.paper?.[slip] ?? SHIPPED[slip],
    own: config.paper?.[slip] !== undefined,
    fields: [...SLIP_KINDS[slip].fields],
    blocks: [...SLIP_KINDS[slip].blocks],
  });
  return { ticket: of('ticket'), materials: of('materials'), inFile };
}

/** What printers make of a layout, dot by dot from the bytes they would get; or what is wrong with it. */
export function previewSlip(
  slip: Slip,
  config: HallConfig,
  input: unknown,
): { ok: true; pictures: SlipPicture[] } | { ok: false; mistakes: TemplateMistake[] } {
  const read = readTemplate(input, SLIP_KINDS[slip]);
  if (!read.ok) return read;
  const document = sampleSlip(slip, config, read.template);
  const pictures = PAPERS.map((profile) => {
    const { bytes, missing } = encodeDocument(document, profile);
    return {
      paperMm: profile.paperMm,
      png: pngOf(drawPaper(bytes, profile.dots)).toString('base64'),
      bytes: bytes.length,
      lengthMm: Math.round(slipLengthMm(bytes)),
      missing,
    };
  });
  return { ok: true, pictures };
}

/** The hall's layouts with this one in them; null: as shipped again. */
export function withLayout(
  config: HallConfig,
  slip: Slip,
  input: unknown,
): { ok: true; paper: HallConfig['paper'] } | { ok: false; mistakes: TemplateMistake[] } {
  const rest = Object.fromEntries(
    SLIPS.flatMap((each) => (each === slip || !config.paper?.[each] ? [] : [[each, config.paper[each]]])),
  );
  if (input === null) return { ok: true, paper: rest };
  const read = readTemplate(input, SLIP_KINDS[slip]);
  return read.ok ? { ok: true, paper: { ...rest, [slip]: read.template } } : read;
}
