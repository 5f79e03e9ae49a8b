import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { layoutPlace, slipLayoutMessages } from '../../shared/messages/slip-layouts.ts';
import type { TemplateLine } from '../../shared/paper/template.ts';
import { useDesk } from './context.ts';

interface Props {
  readonly lines: readonly TemplateLine[];
  readonly fields: readonly string[];
  readonly blocks: readonly string[];
  /** Numbers of the lines in which something is wrong, from 1. */
  readonly mistaken: ReadonlySet<number>;
  readonly disabled: boolean;
  onChange(lines: TemplateLine[]): void;
}

/** The lines of a layout, one under the other as on the paper. */
export function LayoutLines(props: Props): ReactNode {
  const { lines, fields, blocks, mistaken, disabled, onChange } = props;
  const { locale } = useDesk();
  const t = slipLayoutMessages.in(locale);
  const put = (at: number, line: TemplateLine): void =>
    onChange(lines.map((each, index) => (index === at ? line : each)));
  const swap = (at: number, with_: number): void => {
    const next = [...lines];
    const [a, b] = [next[at], next[with_]];
    if (!a || !b) return;
    next[at] = b;
    next[with_] = a;
    onChange(next);
  };
  /** Before the cut, which stays last. */
  const add = (line: TemplateLine): void => {
    const end = lines.at(-1)?.kind === 'cut' ? lines.length - 1 : lines.length;
    onChange([...lines.slice(0, end), line, ...lines.slice(end)]);
  };
  return (
    <>
      <ol className="layout-lines">
        {lines.map((line, at) => (
          // A line has no name but its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: it is what it is by its place
          <li key={at} className={mistaken.has(at + 1) ? 'wrong' : ''}>
            <span className="mute small num">{at + 1}</span>
            <span className="small kind">{t(`kind.${line.kind}`)}</span>
            <div className="of-line">
              <Line
                line={line}
                number={at + 1}
                fields={fields}
                blocks={blocks}
                disabled={disabled}
                put={(next) => put(at, next)}
              />
            </div>
            <Move
              label={t('up', { line: at + 1 })}
              sign="↑"
              disabled={disabled || at === 0}
              onClick={() => swap(at, at - 1)}
            />
            <Move
              label={t('down', { line: at + 1 })}
              sign="↓"
              disabled={disabled || at === lines.length - 1}
              onClick={() => swap(at, at + 1)}
            />
            <Move
              label={t('remove', { line: at + 1 })}
              sign="✕"
              disabled={disabled}
              onClick={() => onChange(lines.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ol>
      <div className="line">
        <span className="sub small">{t('add')}</span>
        {news(blocks).map((line) => (
          <Button key={line.kind} size="small" disabled={disabled || lines.length >= 80} onClick={() => add(line)}>
            {t(`kind.${line.kind}`)}
          </Button>
        ))}
      </div>
      <p className="sub small">{t('places')}</p>
      <ul className="sub small layout-fields">
        {fields.map((name) => (
          <li key={name}>
            <code>{`{${name}}`}</code> {layoutPlace(name, locale)}
          </li>
        ))}
      </ul>
    </>
  );
}

function news(blocks: readonly string[]): TemplateLine[] {
  return [
    { kind: 'text', text: '…' },
    { kind: 'rule' },
    { kind: 'feed', lines: 1 },
    { kind: 'qr', data: '…' },
    ...(blocks[0] ? [{ kind: 'block' as const, block: blocks[0] }] : []),
    { kind: 'cut' },
  ];
}

function Move(props: { label: string; sign: string; disabled: boolean; onClick: () => void }): ReactNode {
  return (
    <Button size="small" type="text" aria-label={props.label} disabled={props.disabled} onClick={props.onClick}>
      {props.sign}
    </Button>
  );
}

interface LineProps extends Pick<Props, 'fields' | 'blocks' | 'disabled'> {
  readonly line: TemplateLine;
  readonly number: number;
  put(line: TemplateLine): void;
}

/** What may be set of one line; what stays out of reach here (shares, dots of a code) stays as it is. */
function Line(props: LineProps): ReactNode {
  const { line, number, blocks, disabled, put } = props;
  const { locale } = useDesk();
  const t = slipLayoutMessages.in(locale);
  const label = t('textOf', { line: number });
  switch (line.kind) {
    case 'text':
      return (
        <>
          <Input
            value={line.text}
            aria-label={label}
            disabled={disabled}
            maxLength={200}
            onChange={({ target }) => put({ ...line, text: target.value })}
          />
          <Select
            value={line.size ?? 1}
            aria-label={t('sizeOf', { line: number })}
            disabled={disabled}
            options={[1, 2, 3, 4, 5, 6, 7, 8].map((size) => ({ value: size, label: t('size', { size }) }))}
            onChange={(size) => put({ ...line, size })}
          />
          <Select
            value={line.align ?? 'left'}
            aria-label={t('alignOf', { line: number })}
            disabled={disabled}
            options={(['left', 'center', 'right'] as const).map((align) => ({ value: align, label: t(align) }))}
            onChange={(align) => put({ ...line, align })}
          />
          <Checkbox
            checked={line.bold ?? false}
            disabled={disabled}
            onChange={({ target }) => put({ ...line, bold: target.checked })}
          >
            {t('bold')}
          </Checkbox>
          <When {...props} line={line} />
        </>
      );
    case 'columns':
      return line.cells.map((cell, at) => (
        <Input
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell has no name but its place
          key={at}
          value={cell.text}
          aria-label={label}
          disabled={disabled}
          maxLength={200}
          onChange={({ target }) =>
            put({ ...line, cells: line.cells.map((each, i) => (i === at ? { ...each, text: target.value } : each)) })
          }
        />
      ));
    case 'qr':
      return (
        <>
          <Input
            value={line.data}
            aria-label={label}
            disabled={disabled}
            maxLength={200}
            onChange={({ target }) => put({ ...line, data: target.value })}
          />
          <When {...props} line={line} />
        </>
      );
    case 'feed':
      return (
        <InputNumber
          value={line.lines}
          min={1}
          max={20}
          aria-label={label}
          disabled={disabled}
          onChange={(lines) => put({ ...line, lines: lines ?? 1 })}
        />
      );
    case 'block':
      return (
        <Select
          value={line.block}
          aria-label={label}
          disabled={disabled}
          options={blocks.map((block) => ({ value: block, label: layoutPlace(block, locale) }))}
          onChange={(block) => put({ ...line, block })}
        />
      );
    case 'rule':
    case 'cut':
      return null;
  }
}

function When(props: LineProps & { readonly line: TemplateLine & { readonly when?: string | undefined } }): ReactNode {
  const { line, number, fields, disabled, put } = props;
  const { locale } = useDesk();
  const t = slipLayoutMessages.in(locale);
  const options = [
    { value: '', label: t('always') },
    ...fields.map((field) => ({ value: field, label: t('when', { field: layoutPlace(field, locale) }) })),
    ...fields.map((field) => ({ value: `!${field}`, label: t('whenNot', { field: layoutPlace(field, locale) }) })),
  ];
  return (
    <Select
      value={line.when ?? ''}
      aria-label={t('whenOf', { line: number })}
      disabled={disabled}
      options={options}
      popupMatchSelectWidth={false}
      className="of-when"
      onChange={(when) => {
        const { when: _, ...rest } = line;
        put((when === '' ? rest : { ...rest, when }) as TemplateLine);
      }}
    />
  );
}
