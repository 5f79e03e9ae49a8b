import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

const read = (...args: string[]) => readOptions(['--data', 'x', ...args]);

describe('plain traffic stays on this machine', () => {
  it.each(['0.0.0.0', '192.168.1.20', '::', 'hall.example.cn'])('--host %s is refused, with the way out', (host) => {
    expect(read('--host', host)).toMatchObject({ ok: false, problem: expect.stringMatching(/--listen/) });
  });

  it('without --listen nothing else of TLS is taken', () => {
    expect(read()).toMatchObject({ ok: true, options: { tls: null } });
    for (const option of ['--tls-port', '--host-name', '--tls-cert', '--tls-key', '--tls-next-cert'])
      expect(read(option, '1')).toMatchObject({ ok: false, problem: expect.stringMatching(`${option}.*--listen`) });
  });
});

describe('--listen', () => {
  it('serves other machines, by addresses and the names given', () => {
    const args = ['--listen', '0.0.0.0', '--host-name', 'Hall.Example.cn', '--host-name', 'hall'];
    expect(read(...args)).toMatchObject({
      options: { tls: { listen: '0.0.0.0', port: 7443, hostNames: ['hall.example.cn', 'hall'], given: null } },
    });
  });

  it.each([
    [['--listen', 'hall.example.cn'], /--listen: expected an address.*--host-name/],
    [['--listen', '::1', '--tls-port', '70000'], /--tls-port: expected a number/],
    [['--listen', '::1', '--host-name', 'https://x'], /--host-name: expected a name/],
    [['--listen', '::1', '--tls-cert', 'x'], /--tls-cert and --tls-key: expected both/],
    [['--listen', '::1', '--tls-key', 'x'], /--tls-cert and --tls-key: expected both/],
  ])('%j is told in one sentence', (args, words) => {
    expect(read(...args)).toMatchObject({ ok: false, problem: expect.stringMatching(words) });
  });
});
