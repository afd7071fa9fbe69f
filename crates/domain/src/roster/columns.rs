//! Which column of a list is what, and the people that it names.

use super::{Index, Person, Table};
use crate::identity::{NameError, PrintedName};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Column {
    /// Nothing of interest.
    #[default]
    Unused,
    /// The whole name.
    Name,
    /// First names.
    First,
    /// Last names.
    Last,
    /// The employee number.
    Number,
}

/// The people of a list, and what of it names nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The people, each once, in the list's order.
    pub people: Vec<Person>,
    /// Rows that name nobody.
    pub refused: Vec<Refused>,
    /// Rows that name somebody for the second time, with the line.
    pub twice: Vec<(u64, Person)>,
}

/// A row that names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its line in the file, counted from 1.
    pub line: u64,
    /// What is wrong.
    pub why: NameError,
    /// Whether the number is what is wrong, not the name.
    pub is_number: bool,
}

/// The columns name nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ColumnsError {
    /// No column holds a name.
    #[error("no column holds a name")]
    NoName,
    /// Two columns are said to hold the same.
    #[error("two columns hold the same")]
    Twice,
}

/// Words by which headings name their column, in lower case; the first that fits counts, so that "last name" is no "name".
const HEADINGS: [(Column, &[&str]); 4] = [
    (Column::Number, &["number", "num", "no.", "nr", "id", "badge", "número", "numero", "nº", "n.º", "legajo"]),
    (Column::Last, &["last", "surname", "family", "apellido", "apellidos"]),
    (Column::First, &["first", "given", "forename", "nombres", "pila"]),
    (Column::Name, &["name", "employee", "person", "nombre", "empleado", "empleada", "persona"]),
];

/// What the first row says of each column, and whether it is a heading. Where it is none, the first column is the name.
pub fn guess(table: &Table) -> (Vec<Column>, bool) {
    let mut columns = vec![Column::Unused; table.columns()];
    let first = table.rows.first().map(|(_, row)| row.as_slice()).unwrap_or_default();
    for (column, heading) in columns.iter_mut().zip(first) {
        *column = meant(heading);
    }
    let mut taken = vec![];
    for column in &mut columns {
        match *column {
            Column::Unused => {}
            known if taken.contains(&known) => *column = Column::Unused,
            known => taken.push(known),
        }
    }
    let is_heading = !taken.is_empty();
    // "Nombre, Apellidos": beside last names a name is the first names.
    if taken.contains(&Column::Last) && !taken.contains(&Column::First) {
        columns.iter_mut().filter(|column| **column == Column::Name).for_each(|column| *column = Column::First);
    }
    if !columns.iter().any(|column| matches!(column, Column::Name | Column::First | Column::Last))
        && let Some(free) = columns.iter_mut().find(|column| **column == Column::Unused)
    {
        *free = Column::Name;
    }
    (columns, is_heading)
}

fn meant(heading: &str) -> Column {
    let heading = heading.to_lowercase();
    let says =
        |word: &&str| heading.split(|c: char| c.is_whitespace() || "_-/#()".contains(c)).any(|part| part == *word);
    let found = HEADINGS.into_iter().find(|(_, words)| words.iter().any(&says));
    found.map_or(Column::Unused, |(column, _)| column)
}

impl Reading {
    /// Reads the people of a list.
    ///
    /// # Errors
    /// [`ColumnsError`].
    pub fn of(table: &Table, columns: &[Column], has_heading: bool) -> Result<Self, ColumnsError> {
        let place = |wanted| columns.iter().position(|column| *column == wanted);
        let used: Vec<&Column> = columns.iter().filter(|column| **column != Column::Unused).collect();
        if used.iter().enumerate().any(|(at, column)| used[..at].contains(column)) {
            return Err(ColumnsError::Twice);
        }
        let names = [place(Column::Name), place(Column::First), place(Column::Last)];
        if names.iter().all(Option::is_none) {
            return Err(ColumnsError::NoName);
        }
        let (mut reading, mut index) = (Self::default(), Index::default());
        for (line, row) in table.rows.iter().skip(usize::from(has_heading)) {
            match person(row, names, place(Column::Number)) {
                Err((why, is_number)) => reading.refused.push(Refused { line: *line, why, is_number }),
                // Without numbers, a name that stands there twice may be two people; but nobody could tell them apart.
                Ok(person) if !index.same(&person).is_empty() => reading.twice.push((*line, person)),
                Ok(person) => {
                    index.add(reading.people.len(), &person);
                    reading.people.push(person);
                }
            }
        }
        Ok(reading)
    }
}

/// The person of a row; otherwise what is wrong, and whether with the number.
fn person(row: &[String], names: [Option<usize>; 3], number: Option<usize>) -> Result<Person, (NameError, bool)> {
    let field = |at: Option<usize>| at.and_then(|at| row.get(at)).map(|field| plain(field)).unwrap_or_default();
    let parts: Vec<&str> = names.into_iter().map(field).filter(|part| !part.is_empty()).collect();
    let name = PrintedName::parse(&parts.join(" ")).map_err(|why| (why, false))?;
    let number = Some(field(number)).filter(|typed| !typed.is_empty());
    let number = number.map(PrintedName::parse).transpose().map_err(|why| (why, true))?;
    Ok(Person { name, number, signed: vec![] })
}

/// Without the apostrophe that keeps a spreadsheet from taking a field for a formula.
fn plain(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => field,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn table(text: &str) -> Table {
        Table::read(text.as_bytes()).unwrap()
    }

    fn people(text: &str) -> Vec<String> {
        let table = table(text);
        let (columns, has_heading) = guess(&table);
        let reading = Reading::of(&table, &columns, has_heading).unwrap();
        let number = |person: &Person| person.number.as_ref().map(|number| format!(" {number}")).unwrap_or_default();
        reading.people.iter().map(|person| format!("{}{}", person.name, number(person))).collect()
    }

    #[test]
    fn headings_in_two_languages_say_what_a_column_holds() {
        use Column::*;
        let guessed = |heading: &str| guess(&table(&format!("{heading}\nx,x,x\n"))).0;
        assert_eq!(guessed("Last Name,First Name,Employee ID"), [Last, First, Number]);
        assert_eq!(guessed("Employee number,Employee name,Department"), [Number, Name, Unused]);
        assert_eq!(guessed("Apellidos,Nombre,Número de empleado"), [Last, First, Number]);
        assert_eq!(guessed("Nombre completo,Legajo,Área"), [Name, Number, Unused]);
        assert_eq!(guessed("surname,given_name,badge #"), [Last, First, Number]);
    }

    #[test]
    fn a_list_without_a_heading_begins_with_its_first_row() {
        assert_eq!(people("Ana Sample,x\nBen Sample,y\n"), ["Ana Sample", "Ben Sample"]);
        assert_eq!(people("Name,No.\nAna Sample,4101\n"), ["Ana Sample 4101"]);
    }

    #[test]
    fn first_and_last_names_are_put_together() {
        assert_eq!(people("Last,First,ID\nSample,Ana,4101\nPersona,José,\n"), ["Ana Sample 4101", "José Persona"]);
    }

    #[test]
    fn who_stands_there_twice_is_taken_once_and_shown() {
        let table = table("Name,ID\nAna Sample,4101\n\"Sample, Ana\",4101\nAna Sample,4109\nAna Sample,\n");
        let reading = Reading::of(&table, &[Column::Name, Column::Number], true).unwrap();
        assert_eq!(reading.people.len(), 2);
        assert_eq!(reading.twice.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 5]);
    }

    #[test]
    fn a_row_without_a_name_is_refused_by_its_line() {
        let table = table("Name,ID\n,4101\nAna Sample,4102\nBen\u{202E}Sample,4103\nCy Sample,---\n");
        let reading = Reading::of(&table, &[Column::Name, Column::Number], true).unwrap();
        assert_eq!(reading.people.len(), 1);
        let refused: Vec<(u64, bool)> = reading.refused.iter().map(|row| (row.line, row.is_number)).collect();
        assert_eq!(refused, [(2, false), (4, false), (5, true)]);
    }

    #[test]
    fn columns_without_a_name_or_with_two_are_refused() {
        let table = table("a,b\n1,2\n");
        let of = |columns: &[Column]| Reading::of(&table, columns, false);
        assert_eq!(of(&[Column::Unused, Column::Number]), Err(ColumnsError::NoName));
        assert_eq!(of(&[Column::Name, Column::Name]), Err(ColumnsError::Twice));
    }

    #[test]
    fn an_apostrophe_that_guards_a_formula_is_not_part_of_a_name() {
        let written = crate::csv::file(&[vec!["-Ana Sample".to_owned()], vec!["'t Hooft".to_owned()]]);
        let reading = Reading::of(&Table::read(&written).unwrap(), &[Column::Name], false).unwrap();
        let names: Vec<&str> = reading.people.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, ["-Ana Sample", "'t Hooft"]);
    }
}
