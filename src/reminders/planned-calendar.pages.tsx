import { classes } from '../kernel/page/classes';
import { formatDate, formatDay, plusDays, weekdayOf } from '../kernel/time';
import type { PlannedDay, PlannedMonth, PlannedQuery } from './planned.dto';
import { plannedUrl } from './planned.view';

interface CalendarProps {
  month: PlannedMonth;
  query: PlannedQuery;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Thirty days in weeks; where there is little room, the days on which something goes out, one under the other. */
export function Calendar({ month, query }: CalendarProps) {
  const { days, from, until } = month;
  const weeks = days.filter((_, n) => n % 7 === 0).map((_, n) => days.slice(n * 7, n * 7 + 7));
  return (
    <section class="fund-calendar">
      <table class="govuk-table fund-calendar__table">
        <caption class="govuk-table__caption govuk-table__caption--m">
          {formatDate(from)} to {formatDate(until)}
        </caption>
        <thead class="fund-calendar__head">
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col" class="fund-calendar__weekday">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr
              key={week[0]?.on}
              class={classes('fund-calendar__week', week.every(isFree) && 'fund-calendar__week--free')}
            >
              {week.map((day) => (
                <Day key={day.on} day={day} month={month} query={query} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {days.every(isFree) && <p class="govuk-body fund-calendar__nothing">Nothing goes out in these weeks.</p>}
      <Ways month={month} query={query} />
    </section>
  );
}

const isFree = ({ count }: PlannedDay): boolean => count === 0;

function Day({ day, month: { from, until, today }, query }: CalendarProps & { day: PlannedDay }) {
  const { on, kinds } = day;
  const look = classes(
    'fund-calendar__day',
    (on < from || on > until) && 'fund-calendar__day--around',
    on === today && 'fund-calendar__day--today',
    on === query.day && 'fund-calendar__day--chosen',
    isFree(day) && 'fund-calendar__day--free',
  );
  return (
    <td class={look}>
      <p class="fund-calendar__date">
        <DayName day={day} query={query} />
        {on === today && <span class="fund-calendar__now">Today</span>}
      </p>
      {kinds.length > 0 && (
        <ul class="fund-calendar__kinds">
          {kinds.map(({ kind, name, count }) => (
            <li key={kind}>
              <strong>{count.toLocaleString('en')}</strong> {name}
            </li>
          ))}
        </ul>
      )}
    </td>
  );
}

/** In the grid the number says enough to those who see in which row and column it stands. */
function DayName({ day: { on, count }, query }: Pick<CalendarProps, 'query'> & { day: PlannedDay }) {
  const name = (
    <>
      <span class="fund-calendar__short" aria-hidden="true">
        {formatDay(on)}
      </span>
      <span class="fund-calendar__long">
        {weekdayOf(on)} {formatDate(on)}
      </span>
    </>
  );
  if (count === 0) return name;
  return (
    <a
      class="govuk-link"
      href={plannedUrl({ ...query, day: on, after: undefined })}
      aria-current={on === query.day ? 'date' : undefined}
    >
      {name}
    </a>
  );
}

function Ways({ month: { from, today }, query }: CalendarProps) {
  const to = (first: string): string =>
    plannedUrl({ ...query, day: undefined, after: undefined, from: first === today ? undefined : first });
  const earlier = plusDays(from, -30);
  return (
    <p class="govuk-body fund-calendar__ways">
      {from > today && (
        <a class="govuk-link" href={to(earlier < today ? today : earlier)}>
          The 30 days before
        </a>
      )}
      <a class="govuk-link" href={to(plusDays(from, 30))}>
        The 30 days after
      </a>
    </p>
  );
}
