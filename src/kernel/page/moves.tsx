import type { VNode } from 'preact';
import { Button } from './buttons';
import { Form } from './form';
import { Details } from './notes';

export interface Move {
  move: string;
  label: string;
  warning?: boolean;
  /** The sentence that asks once more before the move is made. */
  confirm?: string;
}

export interface MovesProps {
  moves: readonly Move[];
  /** Each move posts to `${base}/${move}`. */
  base: string;
  page: string;
  hidden?: Record<string, string | number>;
}

/** What the reader may do with this thing now; nothing when there is nothing. */
export function Moves({ moves, base, page, hidden }: MovesProps) {
  if (moves.length === 0) return null;
  return (
    <div class="fund-moves">
      {moves.map((move, index) => {
        const form = (
          <Form key={move.move} action={`${base}/${move.move}`} page={page} hidden={hidden} class="fund-moves__move">
            <Button warning={move.warning} secondary={index > 0 && !move.warning}>
              {move.label}
            </Button>
          </Form>
        );
        return move.confirm === undefined ? form : <Confirmed key={move.move} move={move} form={form} />;
      })}
    </div>
  );
}

/** Asking twice without JavaScript: the button is behind the sentence. */
function Confirmed({ move, form }: { move: Move; form: VNode }) {
  return (
    <div class="fund-moves__confirmed">
      <Details summary={move.label}>
        <p class="govuk-body">{move.confirm}</p>
        {form}
      </Details>
    </div>
  );
}
