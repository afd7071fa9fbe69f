//! Fills a kiosk with so many visits to the real documents, by the real protocol, for figures of a kiosk that has much to keep. What
//! office it is and how it is unlocked is the same as for the killing; its passphrase is stretched very little.

use super::office;
use super::start::{RealDesk, start, words};
use inkseal::browser::documents;
use inkseal_domain::codec::sha256;
use inkseal_domain::document::{Document, Index};
use inkseal_domain::flow::Plan;
use inkseal_domain::identity::PrintedName;
use inkseal_domain::record::Body;
use inkseal_domain::store::{Item, Kind};
use inkseal_domain::visit::{Consent, Mark, Outcome, Received, Signature, Signer, Visit};

/// Fills it up to so many visits. The page's title says when it is done.
pub async fn work(visits: &str) -> Result<(), String> {
    let wanted: usize = visits.parse().map_err(words)?;
    let plan = plan().await.ok_or("the documents cannot be read")?;
    let (desk, _) = start().await?;
    for n in visits_in(&desk).await?..wanted {
        let visit = signed(&plan, n).ok_or("no such name")?;
        desk.keep(Body::Visit(Box::new(visit)), &office::moment()).await.map_err(words)?;
    }
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(&format!("filled {wanted}"));
    }
    Ok(())
}

async fn visits_in(desk: &RealDesk) -> Result<usize, String> {
    let items = desk.vault().entries().await.map_err(words)?;
    let is_visit = |item: &&Item| matches!(item, Item::Good(entry) if entry.kind == Kind::Visit);
    Ok(items.iter().filter(is_visit).count())
}

async fn plan() -> Option<Plan> {
    let index = Index::parse(&documents::fetch("../documents/index.json").await?).ok()?;
    let mut all = Vec::new();
    for path in index.paths() {
        all.push(Document::parse(&documents::fetch(&format!("../documents/{path}")).await?).ok()?);
    }
    Plan::of(&all)
}

/// Both documents, signed by typing. A drawn signature takes about half as much room again, and 2,000 of those do not fit.
fn signed(plan: &Plan, n: usize) -> Option<Visit> {
    let name = PrintedName::parse(&format!("Sample Person {n:04}")).ok()?;
    Some(Visit {
        outcome: Outcome::Signed,
        lang: "en".into(),
        signer: Some(Signer {
            name: name.clone(),
            employee_id: PrintedName::parse(&(4100 + n).to_string()).ok(),
            initials: None,
        }),
        consent: Some(Consent { terms: sha256(b"terms") }),
        documents: plan.confirmed_whole(Received::Yes),
        signature: Some(Signature { meaning: plan.meaning.clone(), mark: Mark::Typed { text: name }, witness: None }),
        helper: None,
        host: None,
        reason: None,
        asked_from: None,
        signer_date: None,
    })
}
