import { Button, Input, type InputRef } from 'antd';
import { type ReactNode, type RefObject, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { createItemSearch } from '../../shared/catalogue/search.ts';
import type { Spell } from '../../shared/catalogue/spelling.ts';
import type { Item } from '../../shared/catalogue/types.ts';
import { Data } from '../ui/staff/data.tsx';
import { useCounter } from './context.ts';
import { CTRL_KEYS } from './operations.ts';

interface Props {
  readonly findRef: RefObject<HTMLInputElement | null>;
  /** Items of this queue are offered first. */
  readonly queueId: string | null;
  /** Offer the usual items without a query. */
  readonly suggest: boolean;
  readonly hint: string | null;
  readonly onChoose: (item: Item) => void;
  /** Name of the item the ticket is for, to return to. */
  readonly back: string | null;
  readonly onBack: () => void;
  /** Nothing to return to: the guide can only be closed. */
  readonly closable: boolean;
}

const HITS = 8;
const USUAL = 6;

/** Finds an item by name, by what people call it, by department, in characters or in pinyin. */
export function ItemFinder(props: Props): ReactNode {
  const { catalogue, t } = useCounter();
  const [query, setQuery] = useState('');
  const field = useRef<InputRef>(null);
  useImperativeHandle(props.findRef, () => field.current?.input as HTMLInputElement);
  const spell = useSpell(query !== '');
  const search = useMemo(
    () => catalogue && createItemSearch(catalogue.items, { classes: catalogue.classes, spell: spell ?? undefined }),
    [catalogue, spell],
  );
  if (!catalogue || !search) return <p className="empty sub">{t('guideAway')}</p>;

  const wanted = query.trim();
  const classId = catalogue.classes.find((each) => each.queueId === props.queueId)?.id;
  const usual = props.suggest
    ? search
        .search('')
        .filter((item) => classId === undefined || item.classId === classId)
        .slice(0, USUAL)
    : [];
  const hits = wanted ? search.search(wanted).slice(0, HITS) : [];
  const choose = (item: Item): void => {
    setQuery('');
    field.current?.blur();
    props.onChoose(item);
  };

  return (
    <div className="finder">
      {props.hint && <p className="sub">{props.hint}</p>}
      <div className="find-row">
        <Input
          ref={field}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              setQuery('');
              field.current?.blur();
            }
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && hits[0]) choose(hits[0]);
          }}
          placeholder={t('guideFind')}
          aria-label={t('guideFind')}
          suffix={<kbd>{CTRL_KEYS.find.shown}</kbd>}
          autoComplete="off"
        />
        {props.back !== null && (
          <Button onClick={props.onBack}>
            <span>{t('guideBack', { item: '' }).trim()}</span> <Data>{props.back}</Data>
          </Button>
        )}
        {props.closable && <Button onClick={props.onBack}>{t('close')}</Button>}
      </div>
      {wanted !== '' && hits.length === 0 && <p className="sub">{t('guideNothing', { text: wanted })}</p>}
      {hits.length > 0 && <Choices items={hits} onChoose={choose} />}
      {wanted === '' && usual.length > 0 && (
        <>
          <h3 className="quiet">{t('guideUsual')}</h3>
          <Choices items={usual} onChoose={choose} />
        </>
      )}
    </div>
  );
}

function Choices({ items, onChoose }: { items: readonly Item[]; onChoose: (item: Item) => void }): ReactNode {
  return (
    <ul className="hits">
      {items.map((item) => (
        <li key={item.id}>
          <button type="button" className="plain hit" onClick={() => onChoose(item)}>
            <Data>{item.name}</Data>
            <Data className="mute small">{item.department}</Data>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Search by sound needs a dictionary: loaded with the first letter typed. */
function useSpell(wanted: boolean): Spell | null {
  const [spell, setSpell] = useState<Spell | null>(null);
  useEffect(() => {
    if (!wanted || spell) return;
    let gone = false;
    void import('../../shared/catalogue/pinyin.ts').then((module) => {
      if (!gone) setSpell(() => module.spell);
    });
    return () => {
      gone = true;
    };
  }, [wanted, spell]);
  return spell;
}
