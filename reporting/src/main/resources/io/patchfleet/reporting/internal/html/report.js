
'use strict';
(() => {
  const template = document.getElementById('controls');
  if (!template) {
    return;
  }
  const AT_ONCE = 500;
  const COMPLIANT = '0';
  const groups = document.getElementById('groups');
  const rows = Array.from(groups.querySelectorAll('tr[data-k]'), (element) => ({
    element,
    tokens: new Set(element.dataset.k.split(' ')),
    text: null,
  }));
  groups.before(template.content);
  groups.hidden = true;

  const form = document.getElementById('filter');
  const search = document.getElementById('q');
  const selects = Array.from(form.querySelectorAll('select'));
  const states = Array.from(form.querySelectorAll('input[type=checkbox]'));
  const shows = document.getElementById('shows');
  const drawAll = document.getElementById('all');
  const flat = document.getElementById('flat');
  const body = flat.tBodies[0];
  const heads = Array.from(flat.tHead.rows[0].cells);
  const total = Number(flat.dataset.total);
  const unlisted = flat.dataset.unlisted === '0' ? '' : '; the compliant ones are counted, not listed';
  let sorting = null;
  let limit = AT_ONCE;

  const textOf = (row) => {
    row.text ??= row.element.textContent.toLowerCase();
    return row.text;
  };

  // A select's value is a token, or several between bars of which one is enough.
  const matches = (row, wanted) =>
    wanted.states.some((state) => row.tokens.has('s' + state)) &&
    wanted.tokens.every((alternatives) => alternatives.some((token) => row.tokens.has(token))) &&
    wanted.words.every((word) => textOf(row).includes(word));

  const values = {
    state: (cell) => cell.parentElement.dataset.k,
    text: (cell) => cell.textContent.toLowerCase(),
    time: (cell) => cell.querySelector('time')?.dateTime ?? '',
    number: (cell) => {
      const figures = cell.textContent.trim();
      return figures === '\u2013' ? -1 : figures === '\u00b7' ? 0 : Number(figures.replace(/\u2009/g, ''));
    },
  };

  const sorted = (found) => {
    if (!sorting) {
      return found;
    }
    const value = values[heads[sorting.column].dataset.by];
    const keyed = found.map((row) => ({row, key: value(row.element.cells[sorting.column])}));
    const sign = sorting.descending ? -1 : 1;
    const order = new Intl.Collator('en', {numeric: true}).compare;
    keyed.sort((a, b) => sign * (typeof a.key === 'number' ? a.key - b.key : order(a.key, b.key)));
    return keyed.map((each) => each.row);
  };

  const draw = () => {
    const wanted = {
      states: states.filter((box) => box.checked).map((box) => box.value),
      tokens: selects.filter((select) => select.value).map((select) => select.value.split('|')),
      words: search.value.toLowerCase().split(/\s+/).filter(Boolean),
    };
    const found = sorted(rows.filter((row) => matches(row, wanted)));
    body.replaceChildren(...found.slice(0, limit).map((row) => row.element));
    const hidden = found.length - Math.min(limit, found.length);
    shows.textContent = 'Shows ' + found.length + ' of ' + total + ' nodes' + (hidden ? ', the first ' + limit + ' drawn' : '') + unlisted;
    drawAll.hidden = !hidden;
  };

  const show = (wanted) => {
    const chosen = wanted.states ? wanted.states.split(' ') : states.map((box) => box.value);
    states.forEach((box) => {
      box.checked = chosen.includes(box.value);
    });
    selects.forEach((select) => {
      select.querySelector('.several')?.remove();
      select.value = '';
    });
    (wanted.tokens || '').split(' ').filter(Boolean).forEach(choose);
    search.value = wanted.text || '';
    limit = AT_ONCE;
    draw();
  };

  const choose = (token) => {
    const first = token.split('|')[0];
    const select = selects.find((each) => Array.from(each.options).some((option) => option.value === first));
    if (!select) {
      return;
    }
    if (token !== first) {
      const several = new Option(token.split('|').length + ' of them', token);
      several.className = 'several';
      select.add(several);
    }
    select.value = token;
  };

  const sortBy = (column) => {
    const again = sorting && sorting.column === column;
    const number = heads[column].dataset.by === 'number';
    sorting = {column, descending: again ? !sorting.descending : number};
    heads.forEach((head, i) => {
      if (head.dataset.by) {
        head.setAttribute('aria-sort', i !== column ? 'none' : sorting.descending ? 'descending' : 'ascending');
      }
    });
    draw();
  };

  heads.forEach((head, column) => {
    if (head.dataset.by) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      head.setAttribute('aria-sort', 'none');
      button.addEventListener('click', () => sortBy(column));
    }
  });

  let pause;
  search.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      limit = AT_ONCE;
      draw();
    }, 80);
  });
  form.addEventListener('change', (event) => {
    if (event.target !== search) {
      limit = AT_ONCE;
      draw();
    }
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    show({});
  });
  drawAll.addEventListener('click', () => {
    limit = rows.length;
    draw();
  });

  // A number leads to just the rows that it counts, a node to its row.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-q]');
    if (link) {
      show({states: link.dataset.s, tokens: link.dataset.k, text: link.dataset.q});
      event.preventDefault();
      document.getElementById('rows').scrollIntoView();
    }
  });

  show({states: states.map((box) => box.value).filter((state) => state !== COMPLIANT).join(' ')});
})();
