"""Risk registers as councils lay them out: the rows of a sheet, and what is to be read of each risk.

Of a risk: its reference, the risk's first word, then likelihood, impact and score, each as 'inherent > residual >
target' with - for what is not given, its rating now, its owner, but its direction of travel.
"""

from textwrap import dedent


def sheet(text):
    """The rows of a sheet: numbers as numbers, and 'Gross ×3' over three columns."""
    rows = [[value.strip() for value in line.split("|")] for line in dedent(text).strip("\n").split("\n")]
    return [[cell(value) for value in row] if any(row) else [] for row in rows]


def cell(text):
    if text.isdigit():
        return int(text)
    label, _, columns = text.partition(" ×")
    return (label, int(columns)) if columns else text or None


LAYOUTS = {
    "plain": (
        sheet("""
            Strategic risk register

            Ref | Risk | Cause | Inherent likelihood | Inherent impact | Inherent score | Mitigation | Residual likelihood | Residual impact | Residual score | Owner | Direction of travel
            R1 | Demand outgrows placements | More children | 5 | 4 | 20 | Commission early | 4 | 4 | 16 | Head of Care | ↑
            R2 | Vacancies stay unfilled | Market | 4 | 4 | 16 | Recruit abroad | 3 | 3 | 9 | HR lead | Decreasing
        """),  # noqa: E501
        [
            ("R1", "Demand", "5 > 4 > -", "4 > 4 > -", "20 > 16 > -", "", "Head of Care", "rising"),
            ("R2", "Vacancies", "4 > 3 > -", "4 > 3 > -", "16 > 9 > -", "", "HR lead", "falling"),
        ],
    ),
    "two rows of headings": (
        sheet("""
            Risk no | Risk description | Risk owner | Inherent risk ×3 |  |  | Residual risk ×4 |  |  |  | Key controls
             |  |  | Likelihood | Impact | Score | Likelihood | Impact | Score | RAG |
            CS1 | Caseloads too high | AD | 4 | 5 | 20 | 3 | 4 | 12 | Amber | Weekly review
            CS2 | Data not trusted | Head of Data | 3 | 3 | 9 | 2 | 3 | 6 | Green | Audits
        """),
        [
            ("CS1", "Caseloads", "4 > 3 > -", "5 > 4 > -", "20 > 12 > -", "Amber", "AD", ""),
            ("CS2", "Data", "3 > 2 > -", "3 > 3 > -", "9 > 6 > -", "Green", "Head of Data", ""),
        ],
    ),
    "letters and numerals": (
        sheet("""
            Risk Ref. | Description of risk | Lead Officer | Likelihood (A-F) | Impact (I-IV) | Current rating | DoT | Mitigating actions
            CYP01 | Agency staff leave together | J Post | C | II | C2 | ◄► | Retention payments
            CYP02 | Ofsted finds no progress | Director | B | I | B1 | ▲ | Improvement plan
        """),  # noqa: E501
        [
            ("CYP01", "Agency", "- > C > -", "- > II > -", "- > C2 > -", "", "J Post", "unchanged"),
            ("CYP02", "Ofsted", "- > B > -", "- > I > -", "- > B1 > -", "", "Director", "rising"),
        ],
    ),
    "words": (
        sheet("""
            ID | Risk event | Consequences | Probability | Impact | RAG rating | Risk lead | Actions | Trend
            1 | Budget is overspent | Cuts | Possible | Major | Red | Finance | Monthly board | Stable
            2 | Foster carers leave | Cost | Unlikely | Moderate | Amber/Green | Fostering | Fees raised | New
        """),
        [
            ("1", "Budget", "- > Possible > -", "- > Major > -", "- > - > -", "Red", "Finance", "unchanged"),
            ("2", "Foster", "- > Unlikely > -", "- > Moderate > -", "- > - > -", "Amber/Green", "Fostering", "new"),
        ],
    ),
    "numbers with words": (
        sheet("""
            Ref | Risk title | Current Likelihood | Current Impact | Current Risk Score | Target Likelihood | Target Impact | Target Risk Score | Risk Owner | Controls in place
            CR-3 | IT system fails | 4 - Likely | 3 - Moderate | 12 (Amber) | 2 - Unlikely | 3 - Moderate | 6 (Green) | CIO | Backups
        """),  # noqa: E501
        [
            (
                "CR-3",
                "IT",
                "- > 4 - Likely > 2 - Unlikely",
                "- > 3 - Moderate > 3 - Moderate",
                "- > 12 (Amber) > 6 (Green)",
                "Amber",
                "CIO",
                "",
            )
        ],
    ),
    "severity": (
        sheet("""
            Group | Project | Risk Number | Brief Risk Description | Risk Category | Mitigation - Actions taken | Residual Impact | Residual Likelihood | Severity Score Risk Category
            Care | Homes | 1 | Planning is refused | Economic |  | High | Medium | Medium
            Care | Homes | 2 | Costs rise | Economic | Fix the price | Low | Very Low | Low
        """),  # noqa: E501
        [
            ("1", "Planning", "- > Medium > -", "- > High > -", "- > - > -", "Medium", "", ""),
            ("2", "Costs", "- > Very Low > -", "- > Low > -", "- > - > -", "Low", "", ""),
        ],
    ),
    # The next three were laid aside while the reader was written.
    "gross and net": (
        sheet("""
            Children's services: operational risk register, October 2014
            L = likelihood, I = impact, each 1 to 5

            Risk ID | Risk and its causes | Gross ×3 |  |  | Existing controls | Net ×3 |  |  | Risk owner | Further action | Direction
             |  | L | I | Total |  | L | I | Total |  |  |
            Safeguarding
            S1 | Referrals are not screened in time | 4 | 4 | 16 | Triage | 2 | 4 | 8 | Service manager | Extend hours | No change
            Workforce
            W1 | Newly qualified staff are not supported | 3 | 3 | 9 | Academy | 3 | 2 | 6 | Principal SW | None | Improving
        """),  # noqa: E501
        [
            ("S1", "Referrals", "4 > 2 > -", "4 > 4 > -", "16 > 8 > -", "", "Service manager", "unchanged"),
            ("W1", "Newly", "3 > 3 > -", "3 > 2 > -", "9 > 6 > -", "", "Principal SW", "falling"),
        ],
    ),
    "without references": (
        sheet("""
            Risk name | Category | Description | Pre-mitigated likelihood score | Pre-mitigated impact score | Pre-mitigated total risk score | Mitigations | Post-mitigated likelihood score | Post-mitigated impact score | Post-mitigated total risk score
            Delay to the build | Delivery | Weather | 5 - Very High | 3 - Medium | 15 | Plan | 3 - Medium | 3 - Medium | 9
        """),  # noqa: E501
        [("", "Delay", "5 - Very High > 3 - Medium > -", "3 - Medium > 3 - Medium > -", "15 > 9 > -", "", "", "")],
    ),
    "movement since last quarter": (
        sheet("""
            No. | Risk | Accountable officer | Risk score (before controls) | Previous score | Current score | Target score | Target date | Movement since last quarter | Status
            SR4 | Savings are not delivered | Director of Finance | 25 | 16 | 20 | 9 | March 2016 | Up | Open
            SR7 | Partners withdraw | Chief Executive | 16 | 12 | 12 | 8 | Ongoing | Same | Open
        """),  # noqa: E501
        [
            ("SR4", "Savings", "- > - > -", "- > - > -", "25 > 20 > 9", "", "Director of Finance", "rising"),
            ("SR7", "Partners", "- > - > -", "- > - > -", "16 > 12 > 8", "", "Chief Executive", "unchanged"),
        ],
    ),
}
