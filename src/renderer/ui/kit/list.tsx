import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { touchMessages } from '../../../shared/messages/touch.ts';
import { useMessages } from '../locale.tsx';
import { BigButton } from './button.tsx';
import { Icon, Working } from './icon.tsx';
import './list.css';

export interface ListItemProps {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly pending?: boolean;
  onPress(): void;
}

/** One row to touch. */
export function ListItem({ title, hint, pending = false, onPress }: ListItemProps): ReactNode {
  return (
    <Button className="list-item" onPress={onPress} isPending={pending}>
      <span>
        <strong>{title}</strong>
        {hint ? <em>{hint}</em> : null}
      </span>
      {pending ? <Working /> : <Icon name="next" />}
    </Button>
  );
}

/**
 * Content that may be longer than the screen: dragged with a finger, or turned by two buttons that say so.
 * The buttons keep their place while there is anything to turn, so that nothing jumps.
 */
export function Scroller({ children, label, at }: { children: ReactNode; label: string; at?: string }): ReactNode {
  const t = useMessages(touchMessages);
  const box = useRef<HTMLElement>(null);
  const [edge, setEdge] = useState({ above: false, below: false });
  const look = useCallback(() => {
    const el = box.current;
    if (!el) return;
    const above = el.scrollTop > 2;
    const below = el.scrollTop + el.clientHeight < el.scrollHeight - 2;
    setEdge((old) => (old.above === above && old.below === below ? old : { above, below }));
  }, []);
  useEffect(() => {
    const el = box.current;
    if (!el) return;
    const watch = new ResizeObserver(look);
    watch.observe(el);
    for (const child of el.children) watch.observe(child);
    return () => watch.disconnect();
  }, [look]);
  useEffect(() => {
    void at; // other content starts at its top
    box.current?.scrollTo(0, 0);
    look();
  }, [at, look]);
  const turn = (direction: 1 | -1): void => {
    const el = box.current;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    el?.scrollBy({ top: direction * el.clientHeight * 0.85, behavior: still ? 'instant' : 'smooth' });
  };
  const turns = edge.above || edge.below;
  return (
    <div className="scroller" data-above={edge.above} data-below={edge.below}>
      <section className="scroller-box" ref={box} onScroll={look} aria-label={label}>
        <div className="scroller-content">{children}</div>
      </section>
      {turns ? (
        <div className="scroller-turn">
          <BigButton grow icon="up" disabled={!edge.above} onPress={() => turn(-1)}>
            {t('scroll.up')}
          </BigButton>
          <BigButton grow icon="down" disabled={!edge.below} onPress={() => turn(1)}>
            {t('scroll.down')}
          </BigButton>
        </div>
      ) : null}
    </div>
  );
}
