"""Pages through a simulated AWS with boto3 and holds what it finds against the report's numbers."""

import json
import sys

import boto3
from botocore.config import Config

BATCH = 50


def main(endpoint, result_file, report_file):
    with open(result_file, encoding="utf-8") as file:
        result = json.load(file)
    with open(report_file, encoding="utf-8") as file:
        reported = {node["id"]: node for node in json.load(file)["nodes"]}
    found = {}
    running, stopped, gone, missing, wrong_rows, summaries = set(), set(), set(), 0, [], 0
    for region in [scope["region"] for scope in result["scopes"]]:
        options = {"endpoint_url": endpoint, "region_name": region, "config": Config(retries={"max_attempts": 10})}
        ec2, ssm = boto3.client("ec2", **options), boto3.client("ssm", **options)
        for page in ec2.get_paginator("describe_instances").paginate(PaginationConfig={"PageSize": 25}):
            for instance in [i for r in page["Reservations"] for i in r["Instances"]]:
                state = instance["State"]["Name"]
                {"running": running, "terminated": gone}.get(state, stopped).add(instance["InstanceId"])
        nodes = [
            node["InstanceId"]
            for page in ssm.get_paginator("describe_instance_information").paginate(PaginationConfig={"PageSize": 20})
            for node in page["InstanceInformationList"]
        ]
        states = {}
        for start in range(0, len(nodes), BATCH):
            paginator = ssm.get_paginator("describe_instance_patch_states")
            for page in paginator.paginate(InstanceIds=nodes[start : start + BATCH], PaginationConfig={"PageSize": 10}):
                states.update({state["InstanceId"]: state for state in page["InstancePatchStates"]})
        missing += sum(state["MissingCount"] for state in states.values())
        for node, state in states.items():
            if state["MissingCount"]:
                rows = [
                    row["Title"]
                    for page in ssm.get_paginator("describe_instance_patches").paginate(
                        InstanceId=node, Filters=[{"Key": "State", "Values": ["Missing"]}]
                    )
                    for row in page["Patches"]
                ]
                ours = [patch["title"] for patch in reported[node]["patches"] if patch["state"] == "missing"]
                if sorted(rows) != sorted(ours):
                    wrong_rows.append(node)
        summaries += sum(
            1
            for page in ssm.get_paginator("list_resource_compliance_summaries").paginate(
                Filters=[{"Key": "ComplianceType", "Values": ["Patch"], "Type": "EQUAL"}]
            )
            for summary in page["ResourceComplianceSummaryItems"]
            if summary["ComplianceType"] == "Patch" and summary["ResourceId"] in nodes
        )
        found.update({node: states.get(node) for node in nodes})
    counts = result["nodes"]
    hybrid = {node for node in found if node.startswith("mi-")}
    with_data = {node for node, state in found.items() if state}
    compare("nodes", len(running | hybrid), counts["total"])
    compare("instances that do not run", len(stopped), counts["stopped"])
    compare("unmanaged nodes", len(running - set(found)), counts["unmanaged"])
    compare("nodes without patch data", len((running | hybrid) & set(found) - with_data), counts["neverScanned"])
    compare("missing patches", sum(s["MissingCount"] for n, s in found.items() if s and n in reported), result["missingPatches"])
    compare("nodes whose missing patches are others than reported", len(wrong_rows), 0)
    compare("nodes with a summary of their patch compliance", summaries, len(with_data))


def compare(what, found, expected):
    if found != expected:
        sys.exit(f"boto3 finds {found} {what}, expected are {expected}")
    print(f"boto3: {found} {what}")


main(*sys.argv[1:])
