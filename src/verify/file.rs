//! One file: the verdict, the one thing to do next, and its records.

use super::desk::{Given, Open, use_desk};
use super::words;
use inkseal::kiosk::{actor, person, signed_again, when_words, who};
use inkseal::text::{Text, fill};
use inkseal_domain::batch::Batch;
use inkseal_domain::code;
use inkseal_domain::seal::Proved;
use inkseal_domain::verdict::{FileReport, RecordReport, Standing};
use leptos::prelude::*;
use std::sync::Arc;

/// The verdict on the `i`th file.
#[component]
pub fn Verdict(i: usize) -> impl IntoView {
    let desk = use_desk();
    let text = desk.text();
    let given = desk.files.with_untracked(|files| files.get(i).cloned());
    given.map(|given| {
        let report = given.report.clone();
        let class = match report.standing {
            Standing::Good => "verdict good",
            Standing::OfficeUnconfirmed | Standing::Practice => "verdict open",
            Standing::Bad | Standing::Unreadable => "verdict bad",
        };
        let code = report.filing_code.as_ref().filter(|_| !given.forked).map(ToString::to_string);
        view! {
            <section class="sheet-wide">
                <p class="kicker"><bdi>{given.name.clone()}</bdi></p>
                <h2 class=class tabindex="-1">{words::standing(text, report.standing)}</h2>
                <p><strong>{words::next(text, &given)}</strong></p>
                {code.map(|code| view! { <p class="label-heading">{text.verify.filing_code}</p><p class="code">{code}</p> })}
                {problems(text, &given)}
                {report.batch.as_ref().map(|batch| facts(text, &given, batch))}
                {(!report.records.is_empty()).then(|| view! { <Records i name=given.name.clone() report=report.clone()/> })}
                {report.faults.is_empty().then(|| honesty(text, &report))}
            </section>
        }
    })
}

fn problems(text: &'static Text, given: &Given) -> impl IntoView + use<> {
    let found: Vec<String> = match given.unread {
        Some(unread) => vec![words::unread(text, unread)],
        None => given.report.faults.iter().map(|fault| words::fault(text, fault)).collect(),
    };
    (!found.is_empty()).then(|| {
        view! {
            <div class="attention">
                <p><strong>{text.verify.wrong}</strong></p>
                <ul>{found.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
            </div>
        }
    })
}

fn facts(text: &'static Text, given: &Given, batch: &Batch) -> impl IntoView + use<> {
    let (t, report) = (&text.verify, &given.report);
    let (first, last) = (batch.first.to_string(), batch.last().to_string());
    let range = if first == last { first } else { fill(t.records_range, &[("first", &first), ("last", &last)]) };
    let when = when_words(text, batch.exported_at, 0);
    let exported = fill(t.exported_by, &[("date", &when), ("name", &batch.exported_by)]);
    let kiosk = report.certificate.as_ref().map(|certificate| certificate.kiosk_name.clone());
    let hint = (report.standing == Standing::OfficeUnconfirmed).then_some(t.fingerprint_hint);
    let before = (!given.before.is_empty()).then(|| {
        let kiosks = given.before.iter().map(|before| view! { <p>{words::before(text, before)}</p> }).collect_view();
        view! { <div><dt>{t.before}</dt><dd>{kiosks}<p class="hint">{t.before_hint}</p></dd></div> }
    });
    view! {
        {(!report.faults.is_empty()).then(|| view! { <p>{t.says_itself}</p> })}
        <dl class="facts">
            <div><dt>{t.office}</dt><dd><bdi>{batch.office.name.clone()}</bdi></dd></div>
            <div>
                <dt>{t.fingerprint}</dt>
                <dd><span class="fingerprint">{batch.office.fingerprint()}</span>{hint.map(|hint| view! { <p class="hint">{hint}</p> })}</dd>
            </div>
            {kiosk.map(|kiosk| view! { <div><dt>{t.kiosk}</dt><dd><bdi>{kiosk}</bdi></dd></div> })}
            {before}
            <div><dt>{t.records}</dt><dd>{range}</dd></div>
            <div><dt>{t.exported}</dt><dd><bdi>{exported}</bdi></dd></div>
        </dl>
    }
}

fn honesty(text: &'static Text, report: &FileReport) -> impl IntoView + use<> {
    let t = &text.verify;
    let practice = report.standing == Standing::Practice;
    let key = report.certificate.as_ref().map(|certificate| words::key_home(text, certificate.key_home));
    let lines = if practice {
        vec![t.practice_proves]
    } else {
        [Some(t.proves), Some(t.one_tablet), key].into_iter().flatten().collect()
    };
    view! { <div class="soft">{lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</div> }
}

/// The records of a file in a table; a visit that holds can be opened.
#[component]
fn Records(i: usize, name: String, report: Arc<FileReport>) -> impl IntoView {
    let text = use_desk().text();
    let t = &text.verify;
    let rows: Vec<AnyView> =
        report.records.iter().enumerate().map(|(record, entry)| row(text, Open { file: i, record }, entry)).collect();
    view! {
        <div class="list-scroll" tabindex="0" role="region" aria-label=format!("{}: {name}", t.records)>
            <table class="list">
                <thead><tr>
                    <th scope="col" class="num">{t.col_place}</th><th scope="col">{t.col_name}</th><th scope="col">{t.col_what}</th>
                    <th scope="col">{t.col_when}</th><th scope="col">{t.col_code}</th><td></td>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(text: &'static Text, open: Open, entry: &RecordReport) -> AnyView {
    let t = &text.verify;
    match entry {
        RecordReport::Good(proved) => good(text, open, proved).into_any(),
        RecordReport::Bad { position, why } => {
            let words = fill(t.entry_bad, &[("n", &position.to_string()), ("why", &words::open_error(text, why))]);
            view! { <tr><td class="num"></td><td colspan="5"><span class="tag bad">{t.wrong_short}</span>" "{words}</td></tr> }.into_any()
        }
        RecordReport::Damaged(damaged) => set_aside(damaged.seq, t.entry_damaged),
        RecordReport::Missing(missing) => set_aside(missing.seq, t.entry_missing),
    }
}

fn set_aside(seq: u64, words: &'static str) -> AnyView {
    view! { <tr><td class="num">{seq}</td><td colspan="5">{words}</td></tr> }.into_any()
}

fn good(text: &'static Text, open: Open, proved: &Proved) -> impl IntoView + use<> {
    let desk = use_desk();
    let t = &text.verify;
    let (seq, proved) = (proved.record().seq, proved.told());
    let record = proved.record();
    let signer = record.visit().and_then(|visit| visit.signer.as_ref());
    let (named, shown) = match (signer, record.activity()) {
        (Some(signer), _) => (who(signer), person(signer).into_any()),
        (None, activity) => {
            let by = activity.map_or(t.no_name.to_owned(), |activity| actor(text, activity));
            (by.clone(), view! { <bdi>{by}</bdi> }.into_any())
        }
    };
    let what = record.visit().map_or(t.activity, |visit| words::outcome(text, visit.outcome));
    let again = desk.again.with_untracked(|again| again.later(&record.id).map(|later| signed_again(text, later)));
    let label = fill(t.open_named, &[("name", &named)]);
    let visit = record.visit().is_some();
    view! {
        <tr>
            <td class="num">{seq}</td>
            <th scope="row">{shown}</th>
            <td>{what}{again}</td>
            <td>{when_words(text, record.at, record.utc_offset_min)}</td>
            <td>{code::record_code(proved.hash()).to_string()}</td>
            <td>{visit.then(|| view! {
                <button type="button" class="button plain" aria-label=label on:click=move |_| desk.opened.set(Some(open))>{t.open}</button>
            })}</td>
        </tr>
    }
}
