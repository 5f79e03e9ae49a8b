/** What has to be known about a printer to drive it. A new printer is a new row here, not new code. docs/devices.md */
export interface PrinterProfile {
  readonly id: string;
  readonly paperMm: 58 | 80;
  /** Paper on a usual roll: 80 mm across holds some 60 m (80 × 80), 58 mm some 25 m (57 × 50). */
  readonly rollMetres: number;
  /** Ordinary (12 × 24) characters on a line; a Han character takes two. */
  readonly columns: number;
  /** Dots across, for what is printed as an image. */
  readonly dots: number;
  /** `gbk`: two-byte characters only. `gb18030`: the printer also has the four-byte ones of CJK Extension A. */
  readonly charset: 'gbk' | 'gb18030';
  /** Whether it answers DLE EOT and GS r; a printer that does not can never confirm a printout. */
  readonly answers: boolean;
  /** Whether it tells changes by itself (GS a). Those that do not are asked every `pollMs`; so are those that do. */
  readonly automaticStatus: boolean;
  /** `process-id`: names the printout it confirms (GS ( H). `in-order`: says only that all before it is done (GS r). */
  readonly confirms: 'process-id' | 'in-order';
  /** Whether it empties its buffer when told (DLE DC4 8), so that the rest of a lost slip does not come out later. */
  readonly clearsBuffer: boolean;
  /** Whether it goes on after a jam when told that it was cleared (DLE ENQ 2); otherwise it must be switched off and on. */
  readonly recovers: boolean;
  /** What it can hold that is not printed yet; a longer printout waits for its answers on the way. */
  readonly bufferBytes: number;
  /** Whether it knows GS ( k for QR codes; otherwise they go as an image. */
  readonly qr: 'native' | 'image';
  readonly cut: 'full' | 'partial' | 'none';
}

export const printerProfileIds = [
  'generic-80',
  'generic-58',
  'gb18030-80',
  'epson-80',
  'epson-58',
  'xprinter-80',
  'xprinter-58',
  'gprinter-80',
  'gprinter-58',
  'star-80',
  'plain-80',
  'plain-58',
] as const;

export type PrinterProfileId = (typeof printerProfileIds)[number];

/** What nearly every ESC/POS printer sold in China can do: the one to begin with. */
const generic80 = {
  id: 'generic-80',
  paperMm: 80,
  rollMetres: 60,
  columns: 48,
  dots: 576,
  charset: 'gbk',
  answers: true,
  automaticStatus: false,
  confirms: 'in-order',
  clearsBuffer: false,
  recovers: false,
  bufferBytes: 4096,
  qr: 'native',
  cut: 'partial',
} as const satisfies PrinterProfile;

const on58 = { paperMm: 58, rollMetres: 25, columns: 32, dots: 384 } as const;

/** Epson TM series with the Simplified Chinese set (Epson's ESC/POS command reference). */
const epson80 = {
  ...generic80,
  id: 'epson-80',
  charset: 'gb18030',
  automaticStatus: true,
  confirms: 'process-id',
  clearsBuffer: true,
  recovers: true,
} as const satisfies PrinterProfile;

/** GS a and DLE ENQ besides the generic set, by the programming manuals of these makers. */
const telling80 = { ...generic80, automaticStatus: true, recovers: true } as const;

export const printerProfiles: Readonly<Record<PrinterProfileId, PrinterProfile>> = {
  'generic-80': generic80,
  'generic-58': { ...generic80, ...on58, id: 'generic-58' },
  'gb18030-80': { ...generic80, id: 'gb18030-80', charset: 'gb18030' },
  'epson-80': epson80,
  'epson-58': { ...epson80, ...on58, id: 'epson-58' },
  'xprinter-80': { ...telling80, id: 'xprinter-80' },
  'xprinter-58': { ...telling80, ...on58, id: 'xprinter-58', cut: 'none' },
  'gprinter-80': { ...telling80, id: 'gprinter-80' },
  'gprinter-58': { ...telling80, ...on58, id: 'gprinter-58', cut: 'none' },
  // Star's own line mode is another language: the printer must be set to ESC/POS.
  'star-80': { ...telling80, id: 'star-80', recovers: false, qr: 'image' },
  'plain-80': { ...generic80, id: 'plain-80', answers: false, qr: 'image' },
  'plain-58': { ...generic80, ...on58, id: 'plain-58', answers: false, qr: 'image', cut: 'none' },
};
