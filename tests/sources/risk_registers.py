"""Risk registers as councils lay them out: the rows of a sheet, and what is to be read of each risk.

Of a risk: its reference, the risk's first word, then likelihood, impact and score, each as 'inherent > residual >
target' with - for what is not given, its rating now, its owner, and its direction of travel.
"""

LAYOUTS = {
    "plain": (
        [
            ["Strategic risk register"],
            [],
            [
                "Ref",
                "Risk",
                "Cause",
                "Inherent likelihood",
                "Inherent impact",
                "Inherent score",
                "Mitigation",
                "Residual likelihood",
                "Residual impact",
                "Residual score",
                "Owner",
                "Direction of travel",
            ],
            [
                "R1",
                "Demand outgrows placements",
                "More children",
                5,
                4,
                20,
                "Commission early",
                4,
                4,
                16,
                "Head of Care",
                "↑",
            ],
            ["R2", "Vacancies stay unfilled", "Market", 4, 4, 16, "Recruit abroad", 3, 3, 9, "HR lead", "Decreasing"],
        ],
        [
            ("R1", "Demand", "5 > 4 > -", "4 > 4 > -", "20 > 16 > -", "", "Head of Care", "rising"),
            ("R2", "Vacancies", "4 > 3 > -", "4 > 3 > -", "16 > 9 > -", "", "HR lead", "falling"),
        ],
    ),
    "two rows of headings": (
        [
            [
                "Risk no",
                "Risk description",
                "Risk owner",
                ("Inherent risk", 3),
                None,
                None,
                ("Residual risk", 4),
                None,
                None,
                None,
                "Key controls",
            ],
            [None, None, None, "Likelihood", "Impact", "Score", "Likelihood", "Impact", "Score", "RAG", None],
            ["CS1", "Caseloads too high", "AD", 4, 5, 20, 3, 4, 12, "Amber", "Weekly review"],
            ["CS2", "Data not trusted", "Head of Data", 3, 3, 9, 2, 3, 6, "Green", "Audits"],
        ],
        [
            ("CS1", "Caseloads", "4 > 3 > -", "5 > 4 > -", "20 > 12 > -", "Amber", "AD", ""),
            ("CS2", "Data", "3 > 2 > -", "3 > 3 > -", "9 > 6 > -", "Green", "Head of Data", ""),
        ],
    ),
    "letters and numerals": (
        [
            [
                "Risk Ref.",
                "Description of risk",
                "Lead Officer",
                "Likelihood (A-F)",
                "Impact (I-IV)",
                "Current rating",
                "DoT",
                "Mitigating actions",
            ],
            ["CYP01", "Agency staff leave together", "J Post", "C", "II", "C2", "◄►", "Retention payments"],
            ["CYP02", "Ofsted finds no progress", "Director", "B", "I", "B1", "▲", "Improvement plan"],
        ],
        [
            ("CYP01", "Agency", "- > C > -", "- > II > -", "- > C2 > -", "", "J Post", "unchanged"),
            ("CYP02", "Ofsted", "- > B > -", "- > I > -", "- > B1 > -", "", "Director", "rising"),
        ],
    ),
    "words": (
        [
            [
                "ID",
                "Risk event",
                "Consequences",
                "Probability",
                "Impact",
                "RAG rating",
                "Risk lead",
                "Actions",
                "Trend",
            ],
            [1, "Budget is overspent", "Cuts", "Possible", "Major", "Red", "Finance", "Monthly board", "Stable"],
            [
                2,
                "Foster carers leave",
                "Cost",
                "Unlikely",
                "Moderate",
                "Amber/Green",
                "Fostering",
                "Fees raised",
                "New",
            ],
        ],
        [
            ("1", "Budget", "- > Possible > -", "- > Major > -", "- > - > -", "Red", "Finance", "unchanged"),
            ("2", "Foster", "- > Unlikely > -", "- > Moderate > -", "- > - > -", "Amber/Green", "Fostering", "new"),
        ],
    ),
    "numbers with words": (
        [
            [
                "Ref",
                "Risk title",
                "Current Likelihood",
                "Current Impact",
                "Current Risk Score",
                "Target Likelihood",
                "Target Impact",
                "Target Risk Score",
                "Risk Owner",
                "Controls in place",
            ],
            [
                "CR-3",
                "IT system fails",
                "4 - Likely",
                "3 - Moderate",
                "12 (Amber)",
                "2 - Unlikely",
                "3 - Moderate",
                "6 (Green)",
                "CIO",
                "Backups",
            ],
        ],
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
        [
            [
                "Group",
                "Project",
                "Risk Number",
                "Brief Risk Description ",
                "Risk Category",
                "Mitigation - Actions taken",
                "Residual Impact",
                "Residual Likelihood",
                "Severity Score Risk Category",
            ],
            ["Care", "Homes", 1, "Planning is refused", "Economic", None, "High", "Medium", "Medium"],
            ["Care", "Homes", 2, "Costs rise", "Economic", "Fix the price", "Low", "Very Low", "Low"],
        ],
        [
            ("1", "Planning", "- > Medium > -", "- > High > -", "- > - > -", "Medium", "", ""),
            ("2", "Costs", "- > Very Low > -", "- > Low > -", "- > - > -", "Low", "", ""),
        ],
    ),
}
