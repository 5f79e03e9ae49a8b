// Makes assets/voice: the spoken parts of a call for machines without a Mandarin voice. Run by hand when a word is added;
// needs espeak-ng, sox and opusenc. A hall with recordings of its own puts them there under the same names.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** Pinyin with tones: the synthesiser reads characters less well. */
const MANDARIN = {
  qing: 'qing3',
  hao: 'hao4',
  dao: 'dao4',
  chuangkou: 'hao4 chuang1kou3',
  0: 'ling2',
  1: 'yi1',
  2: 'er4',
  3: 'san1',
  4: 'si4',
  5: 'wu3',
  6: 'liu4',
  7: 'qi1',
  8: 'ba1',
  9: 'jiu3',
  10: 'shi2',
};

const target = join(root, 'assets', 'voice');
const scratch = mkdtempSync(join(tmpdir(), 'onewindow-voice-'));
mkdirSync(target, { recursive: true });
try {
  for (const [name, pinyin] of Object.entries(MANDARIN)) make(name, 'cmn-latn-pinyin', pinyin);
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') make(letter, 'en-us', letter);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function make(name, voice, text) {
  const raw = join(scratch, `${name}-raw.wav`);
  const clean = join(scratch, `${name}.wav`);
  execFileSync('espeak-ng', ['-v', voice, '-s', '135', '-p', '45', '-w', raw, text]);
  // Without the silence at both ends, equally loud, with a breath after it.
  const trim = ['silence', '1', '0.01', '0.5%', 'reverse', 'silence', '1', '0.01', '0.5%', 'reverse'];
  execFileSync('sox', [raw, '-r', '24000', clean, ...trim, 'norm', '-3', 'pad', '0', '0.04']);
  execFileSync('opusenc', ['--quiet', '--bitrate', '24', '--discard-comments', clean, join(target, `${name}.ogg`)]);
}
