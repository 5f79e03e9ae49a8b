/** What has to be known about a printer to drive it. A new printer is a new row here, not new code. */
export interface PrinterProfile {
  readonly id: string;
  readonly paperMm: 58 | 80;
  /** Ordinary (12 × 24) characters on a line; a Han character takes two. */
  readonly columns: number;
  /** Dots across, for what is printed as an image. */
  readonly dots: number;
  /** `gbk`: two-byte characters only. `gb18030`: the printer also has the four-byte ones of CJK Extension A. */
  readonly charset: 'gbk' | 'gb18030';
  /** Whether it answers DLE EOT and GS r; a printer that does not can never confirm a printout. */
  readonly answers: boolean;
  /** Whether it knows GS ( k for QR codes; otherwise they go as an image. */
  readonly qr: 'native' | 'image';
  readonly cut: 'full' | 'partial' | 'none';
}

export const printerProfileIds = ['generic-80', 'generic-58', 'gb18030-80', 'plain-80', 'plain-58'] as const;

export type PrinterProfileId = (typeof printerProfileIds)[number];

const generic80 = {
  id: 'generic-80',
  paperMm: 80,
  columns: 48,
  dots: 576,
  charset: 'gbk',
  answers: true,
  qr: 'native',
  cut: 'partial',
} as const satisfies PrinterProfile;

const generic58 = { ...generic80, id: 'generic-58', paperMm: 58, columns: 32, dots: 384 } as const;

export const printerProfiles: Readonly<Record<PrinterProfileId, PrinterProfile>> = {
  'generic-80': generic80,
  'generic-58': generic58,
  'gb18030-80': { ...generic80, id: 'gb18030-80', charset: 'gb18030' },
  'plain-80': { ...generic80, id: 'plain-80', answers: false, qr: 'image' },
  'plain-58': { ...generic58, id: 'plain-58', answers: false, qr: 'image', cut: 'none' },
};
