//! The roster: a list comes in, says who is outstanding, and remembers whoever signed when the records are gone.

use crate::{Engine, Journey};
use drive::{Failure, Kiosk};
use inkseal::text::fill;
use inkseal_domain::roster::Table;
use std::path::PathBuf;

/// As Excel saves it in a country that writes commas in numbers: Windows-1252, semicolons.
const LIST: &[u8] = b"Last name;First name;Employee ID;Dept\r\nSample;Ana;4101;A\r\nSample;Ben;4102;B\r\nMuestra;Jos\xE9;4103;C\r\n;;4104;D\r\nSample;Ana;4101;A\r\n";

/// Gives the kiosk the list, at the screen of the roster.
async fn take_over(kiosk: &Kiosk, list: &[u8]) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.choose_list(list).await?;
    b.see("José").await?;
    let lines = [(5, t.roster.name_empty.to_owned()), (6, fill(t.roster.twice, &[("name", "Ana Sample (4101)")]))];
    for (line, what) in lines {
        b.see(&fill(t.roster.line, &[("line", &line.to_string()), ("what", &what)])).await?;
    }
    b.press(t.roster.take).await?;
    b.see(&fill(t.roster.taken, &[("added", "3"), ("all", "3")])).await?;
    b.focused("#roster-import").await
}

async fn outstanding(kiosk: &Kiosk, n: u32, of: u32) -> Result<(), Failure> {
    let t = &kiosk.text.roster;
    let words = match n {
        0 => t.count_none,
        1 => t.count_one,
        _ => t.count,
    };
    kiosk.browser.see(&fill(words, &[("n", &n.to_string()), ("of", &of.to_string()), ("version", "2026-1")])).await
}

async fn saved_list(kiosk: &Kiosk) -> Result<Vec<Vec<String>>, Failure> {
    kiosk.browser.press(kiosk.text.roster.save).await?;
    let file: PathBuf = kiosk.browser.downloaded(".csv").await?;
    let table = Table::read(&std::fs::read(file).map_err(|error| error.to_string())?);
    Ok(table.map_err(|error| error.to_string())?.rows.into_iter().map(|(_, row)| row).collect())
}

pub async fn a_list_says_who_is_outstanding_until_they_signed_here_or_on_paper(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::signed_by(engine, "Ana Sample").await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.unlock(&passphrase).await?;
    b.press(t.admin.roster).await?;
    b.see(t.roster.none).await?;
    take_over(&kiosk, LIST).await?;
    outstanding(&kiosk, 2, 3).await?;

    b.press("Ben Sample 4102").await?;
    b.press(t.roster.paper).await?;
    b.see(&fill(t.roster.paper_done, &[("name", "Ben Sample (4102)")])).await?;
    outstanding(&kiosk, 1, 3).await?;
    let rows = saved_list(&kiosk).await?;
    let standing: Vec<(&str, &str)> = rows[1..].iter().map(|row| (row[0].as_str(), row[3].as_str())).collect();
    let (signed, open) = (t.roster.csv_signed, t.roster.csv_outstanding);
    assert_eq!(standing, [("Ana Sample", signed), ("Ben Sample", signed), ("José Muestra", open)]);

    // Nothing of it is readable in what the tablet keeps, and it is there again after unlocking.
    let kept = b.js("return Object.entries(localStorage).join('\\n')", vec![]).await?.to_string();
    assert!(kept.contains("inkseal.slot.roster") && !kept.contains("Muestra") && !kept.contains("4103"));
    kiosk.lock().await?;
    b.reload().await?;
    b.see(t.welcome.lead).await?;
    kiosk.unlock(&passphrase).await?;
    b.press(t.admin.roster).await?;
    outstanding(&kiosk, 1, 3).await?;
    b.press(t.admin.activity).await?;
    b.see(&fill(t.activity.roster_changed, &[("n", "3")])).await
}
